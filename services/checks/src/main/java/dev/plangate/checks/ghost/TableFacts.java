package dev.plangate.checks.ghost;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of a table.
 *
 * @param type of information_schema: "BASE TABLE", "VIEW"; empty = there is no such table, or the user may not see it
 * @param engine "InnoDB"
 * @param rows by statistics; empty = unknown
 * @param bytes of data and indexes; empty = unknown
 * @param keys its unique ones, the primary key first
 * @param foreignKeys of it and to it, as "constraint of schema.table"
 * @param triggers on it
 * @param others tables of the same schema whose names gh-ost uses, that a dry run may have left, or that differ in case only
 */
public record TableFacts(Optional<String> type, String engine, OptionalLong rows, OptionalLong bytes,
        List<UniqueKey> keys, List<String> foreignKeys, List<String> triggers, List<String> others) {
    public TableFacts {
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
        triggers = List.copyOf(triggers);
        others = List.copyOf(others);
    }

    /** A unique index; the name of the primary key is PRIMARY. */
    public record UniqueKey(String name, List<KeyColumn> columns) {
        public UniqueKey {
            columns = List.copyOf(columns);
        }

        boolean isPrimary() {
            return name.equals("PRIMARY");
        }
    }

    /**
     * A column of an index.
     *
     * @param name empty = an expression
     * @param type "int", "float"
     */
    public record KeyColumn(String name, boolean nullable, String type) {}
}
