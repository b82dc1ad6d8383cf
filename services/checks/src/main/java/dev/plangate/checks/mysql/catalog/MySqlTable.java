package dev.plangate.checks.mysql.catalog;

import dev.plangate.checks.mysql.ForeignKey;
import dev.plangate.checks.mysql.Key;
import dev.plangate.checks.mysql.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table of the target, as its catalog knows it.
 *
 * @param engine "InnoDB"; empty of a view
 * @param rowFormat "Dynamic"
 * @param rows estimate by the engine; empty = not known
 * @param bytes with indexes; 0 = not known
 * @param autoIncrement the next number
 * @param columns by name in lower case
 * @param referencing foreign keys of other tables that refer to it: "lines_ibfk_1 of shop.lines"
 */
public record MySqlTable(TableName name, String engine, String rowFormat, OptionalLong rows, long bytes,
        OptionalLong autoIncrement, Map<String, MySqlColumn> columns, List<Key> keys, List<ForeignKey> foreignKeys,
        List<String> referencing) {
    public MySqlTable {
        columns = Map.copyOf(columns);
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
        referencing = List.copyOf(referencing);
    }

    /** A column by its name, in any case. */
    public Optional<MySqlColumn> column(String column) {
        return Optional.ofNullable(columns.get(column.toLowerCase(Locale.ROOT)));
    }

    /** Its primary key. */
    public Optional<Key> primaryKey() {
        return keys.stream().filter(key -> key.kind() == Key.Kind.PRIMARY).findFirst();
    }

    /** Whether InnoDB keeps it. */
    public boolean innoDb() {
        return engine.equalsIgnoreCase("InnoDB");
    }

    /** Whether an index of a kind is on it. */
    public boolean has(Key.Kind kind) {
        return keys.stream().anyMatch(key -> key.kind() == kind);
    }
}
