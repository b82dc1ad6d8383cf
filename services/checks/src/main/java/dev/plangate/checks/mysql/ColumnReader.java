package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.ColumnDefinition.Generated;
import dev.plangate.checks.sql.Range;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the definition of a column, from its name on. One for each. */
final class ColumnReader {
    private static final Set<String> PLACES = Set.of("FIRST", "AFTER");

    private final Cursor in;
    private boolean notNull;
    private boolean defaulted;
    private boolean autoIncrement;
    private Generated generated = Generated.NO;
    private boolean primary;
    private boolean unique;
    private Optional<TableName> references = Optional.empty();
    private String charset = "";
    private String collation = "";
    private boolean placed;

    /** @param in the column's definition and nothing behind it but its place */
    ColumnReader(Cursor in) {
        this.in = in;
    }

    /** Whether it is followed by FIRST or AFTER. Once it is read. */
    boolean placed() {
        return placed;
    }

    ColumnDefinition read() {
        Range range = in.rest();
        String name = in.name();
        var type = type();
        while (!in.ended()) {
            attribute();
        }
        return new ColumnDefinition(range, name, type, notNull || primary, defaulted, autoIncrement, generated,
                primary, unique, references, charset, collation);
    }

    private ColumnType type() {
        String written = in.name();
        switch (written.toUpperCase(Locale.ROOT)) {
            case "DOUBLE" -> in.take("PRECISION");
            case "CHARACTER", "CHAR" -> written = in.take("VARYING") ? "varchar" : written;
            case "NATIONAL" -> {
                in.takeAny("CHARACTER", "CHAR");
                written = in.takeAny("VARYING", "VARCHAR") ? "varchar" : "char";
            }
            case "LONG" -> written = in.take("VARBINARY") ? "mediumblob" : longText();
            case "SERIAL" -> {
                notNull = true;
                autoIncrement = true;
                unique = true;
            }
            default -> {
                // a type of one word
            }
        }
        String arguments = in.group().map(ColumnReader::words).orElse("");
        boolean unsigned = false;
        while (in.is("UNSIGNED") || in.is("ZEROFILL") || in.is("SIGNED")) {
            unsigned |= !in.is("SIGNED");
            in.pass();
        }
        return ColumnType.of(written, arguments, unsigned);
    }

    private String longText() {
        in.takeAny("VARCHAR", "CHAR");
        return "mediumtext";
    }

    private static String words(Cursor group) {
        return IntStream.range(0, group.size()).mapToObj(group::text).collect(Collectors.joining());
    }

    private void attribute() {
        if (in.take("NOT", "NULL")) {
            notNull = true;
        } else if (in.take("NULL")) {
            notNull = false;
        } else if (in.take("DEFAULT")) {
            defaulted = true;
            value();
        } else if (in.take("ON", "UPDATE")) {
            value();
        } else if (in.take("AUTO_INCREMENT")) {
            autoIncrement = true;
        } else if (in.take("PRIMARY")) {
            in.take("KEY");
            primary = true;
        } else if (in.take("UNIQUE")) {
            in.take("KEY");
            unique = true;
        } else if (in.take("KEY")) {
            primary = true;
        } else if (in.take("COMMENT")) {
            in.pass();
        } else if (in.take("COLLATE")) {
            in.take("=");
            collation = in.name();
        } else if (in.take("CHARSET") || in.take("CHARACTER", "SET") || in.take("CHAR", "SET")) {
            in.take("=");
            charset = in.name();
        } else if (in.take("AS")) {
            in.group();
            generated = generated == Generated.NO ? Generated.VIRTUAL : generated;
        } else if (in.takeAny("STORED", "PERSISTENT")) {
            generated = Generated.STORED;
        } else if (in.take("REFERENCES")) {
            references = Optional.of(in.table());
        } else if (PLACES.contains(in.word())) {
            placed = true;
            in.pass();
            if (!in.ended()) {
                in.pass();
            }
        } else if (in.group().isEmpty()) {
            in.pass();
        }
    }

    /** A value, perhaps with a sign, perhaps a call. */
    private void value() {
        if (in.group().isPresent()) {
            return;
        }
        in.takeAny("-", "+");
        in.pass();
        if (in.isString()) {
            in.pass(); // b'0', _utf8mb4'x'
        }
        in.group();
    }
}
