package dev.plangate.checks.mysql;

import dev.plangate.checks.mysql.Alteration.*;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what an ALTER TABLE does, behind the name of its table. One for each. */
final class AlterReader {
    private static final Set<String> OPTIONS = Set.of("ENGINE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "AUTO_INCREMENT",
            "COMMENT", "CHARSET", "COLLATE", "STATS_PERSISTENT", "STATS_AUTO_RECALC", "STATS_SAMPLE_PAGES",
            "ENCRYPTION", "COMPRESSION", "PAGE_COMPRESSED", "MAX_ROWS", "MIN_ROWS", "AVG_ROW_LENGTH", "CHECKSUM",
            "DELAY_KEY_WRITE", "PACK_KEYS", "TABLESPACE", "UNION", "INSERT_METHOD", "CONNECTION", "TRANSACTIONAL",
            "ENCRYPTED", "ENCRYPTION_KEY_ID", "PAGE_CHECKSUM", "TYPE");

    private final List<Alteration> found = new ArrayList<>();
    private String algorithm = "";
    private String lock = "";

    List<Alteration> found() {
        return found;
    }

    /** In upper case; empty when it names none. */
    String algorithm() {
        return algorithm;
    }

    /** The same. */
    String lock() {
        return lock;
    }

    void read(Cursor in) {
        for (Cursor part : in.parts()) {
            int partition = part.find("PARTITION");
            if (partition > 0 && partition + 1 < part.size() && part.word(partition + 1).equals("BY")) {
                one(part.part(0, partition));
                one(part.part(partition, part.size()));
            } else {
                one(part);
            }
        }
    }

    private void one(Cursor in) {
        Range range = in.range();
        switch (in.word()) {
            case "ADD" -> {
                in.pass();
                add(in, range);
            }
            case "DROP" -> {
                in.pass();
                drop(in, range);
            }
            case "MODIFY" -> {
                in.pass();
                in.take("COLUMN");
                in.take("IF", "EXISTS");
                var reader = new ColumnReader(in);
                var column = reader.read();
                found.add(new ModifyColumn(range, column.name(), column, reader.placed()));
            }
            case "CHANGE" -> {
                in.pass();
                in.take("COLUMN");
                in.take("IF", "EXISTS");
                String old = in.name();
                var reader = new ColumnReader(in);
                found.add(new ModifyColumn(range, old, reader.read(), reader.placed()));
            }
            case "RENAME" -> {
                in.pass();
                rename(in, range);
            }
            case "ALTER" -> {
                in.pass();
                found.add(in.takeAny("INDEX", "KEY")
                        ? new RenameKey(range)
                        : in.is("CHECK") || in.is("CONSTRAINT")
                                ? new Other(range, "ALTER " + in.word())
                                : new SetDefault(range, column(in)));
            }
            case "CONVERT" -> {
                int set = in.find("CHARSET", "SET");
                in.back(Math.min(set + 1, in.size()));
                in.take("=");
                found.add(new Convert(range, in.name()));
            }
            case "ALGORITHM" -> algorithm = value(in);
            case "LOCK" -> lock = value(in);
            case "FORCE" -> found.add(new Force(range));
            case "ORDER" -> found.add(new Reorder(range));
            case "PARTITION" -> found.add(new Partitioning(range, "BY"));
            case "REMOVE" -> found.add(new Partitioning(range, "REMOVE"));
            case "TRUNCATE", "EXCHANGE", "REORGANIZE", "COALESCE", "REBUILD", "OPTIMIZE", "ANALYZE", "CHECK", "REPAIR",
                    "DISCARD", "IMPORT" ->
                found.add(in.word(1).equals("PARTITION")
                        ? new Partitioning(range, in.word())
                        : new Other(range, in.word()));
            default -> options(in, range);
        }
    }

    private static String column(Cursor in) {
        in.take("COLUMN");
        return in.name();
    }

    private static String value(Cursor in) {
        in.pass();
        in.take("=");
        return in.name().toUpperCase(Locale.ROOT);
    }

    private void add(Cursor in, Range range) {
        if (in.take("PARTITION")) {
            found.add(new Partitioning(range, "ADD"));
            return;
        }
        String constraint = "";
        if (in.take("CONSTRAINT")) {
            in.take("IF", "NOT", "EXISTS");
            constraint = in.is("FOREIGN") || in.is("CHECK") || KeyReader.begins(in) ? "" : in.name();
        }
        if (in.take("FOREIGN")) {
            found.add(new AddForeignKey(range, foreign(in, constraint)));
        } else if (in.is("CHECK")) {
            found.add(new AddCheck(range));
        } else if (KeyReader.begins(in)) {
            found.add(new AddKey(range, KeyReader.read(in, constraint)));
        } else if (in.is("SYSTEM", "VERSIONING") || in.is("PERIOD", "FOR")) {
            found.add(new Other(range, "ADD " + in.word()));
        } else {
            in.take("COLUMN");
            boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
            var group = in.group();
            if (group.isPresent()) {
                group.get().parts().forEach(column -> columnOrKey(column, ifNotExists));
            } else {
                var reader = new ColumnReader(in);
                var column = reader.read();
                found.add(new AddColumn(range, column, reader.placed(), ifNotExists));
            }
        }
    }

    private void columnOrKey(Cursor in, boolean ifNotExists) {
        Range range = in.range();
        if (KeyReader.begins(in)) {
            found.add(new AddKey(range, KeyReader.read(in, "")));
        } else {
            found.add(new AddColumn(range, new ColumnReader(in).read(), false, ifNotExists));
        }
    }

    /** Behind FOREIGN. */
    static ForeignKey foreign(Cursor in, String constraint) {
        in.take("KEY");
        in.take("IF", "NOT", "EXISTS");
        String name = in.is("(") ? constraint : in.name();
        var columns = KeyReader.columns(in).stream().map(Key.Part::column).toList();
        in.take("REFERENCES");
        return new ForeignKey(name, columns, in.table());
    }

    private void drop(Cursor in, Range range) {
        if (in.take("PRIMARY")) {
            found.add(new DropPrimaryKey(range));
        } else if (in.take("FOREIGN", "KEY")) {
            in.take("IF", "EXISTS");
            found.add(new DropForeignKey(range, in.name()));
        } else if (in.takeAny("INDEX", "KEY")) {
            in.take("IF", "EXISTS");
            found.add(new DropKey(range, in.name()));
        } else if (in.is("PARTITION")) {
            found.add(new Partitioning(range, "DROP"));
        } else if (in.is("CONSTRAINT") || in.is("CHECK") || in.is("SYSTEM", "VERSIONING") || in.is("PERIOD", "FOR")) {
            found.add(new Other(range, "DROP " + in.word()));
        } else {
            in.take("COLUMN");
            in.take("IF", "EXISTS");
            found.add(new DropColumn(range, in.name()));
        }
    }

    private void rename(Cursor in, Range range) {
        if (in.take("COLUMN")) {
            in.take("IF", "EXISTS");
            String from = in.name();
            in.take("TO");
            found.add(new RenameColumn(range, from, in.name()));
        } else if (in.takeAny("INDEX", "KEY")) {
            found.add(new RenameKey(range));
        } else {
            in.takeAny("TO", "AS");
            in.take("=");
            found.add(new RenameTo(range, in.table()));
        }
    }

    /** Options of the table, which need no commas between them. */
    private void options(Cursor in, Range range) {
        boolean whole = false;
        while (!in.ended()) {
            int from = in.at();
            in.take("DEFAULT");
            String name = in.take("CHARACTER", "SET") ? "CHARSET" : in.word();
            if (!name.equals("CHARSET") || in.is("CHARSET")) {
                in.pass();
            }
            in.take("=");
            if (!OPTIONS.contains(name) || in.ended()) {
                break;
            }
            String value = in.is("(") ? in.group().map(_ -> "").orElse("") : in.name();
            found.add(new Option(in.since(from), name, value));
            whole = in.ended();
        }
        if (!whole) {
            found.add(new Other(range, in.word(0)));
        }
    }
}
