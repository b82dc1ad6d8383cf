package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a statement does, as far as rules ask for it. */
public sealed interface Action {
    /**
     * ALTER TABLE, CREATE INDEX, DROP INDEX.
     *
     * @param named where the table's name stands
     * @param algorithm in upper case; empty = the server chooses
     * @param lock in upper case; empty = the server chooses
     * @param bounded whether it says itself how long it waits for its locks
     * @param index whether it is a statement about an index
     */
    record AlterTable(TableName table, Range named, List<Alteration> alterations, String algorithm, String lock,
            boolean bounded, boolean index) implements Action {
        public AlterTable {
            alterations = List.copyOf(alterations);
        }
    }

    /**
     * CREATE TABLE.
     *
     * @param options of the table, names in upper case
     * @param like whether another table is its pattern
     * @param select whether a query fills it
     */
    record CreateTable(TableName table, Range named, boolean temporary, boolean ifNotExists, boolean replace,
            List<ColumnDefinition> columns, List<Key> keys, List<Range> keyRanges, Map<String, String> options,
            boolean like, boolean select) implements Action {
        public CreateTable {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
            keyRanges = List.copyOf(keyRanges);
            options = Map.copyOf(options);
        }
    }

    /** DROP TABLE. */
    record DropTables(List<TableName> tables, boolean temporary, boolean bounded) implements Action {
        public DropTables {
            tables = List.copyOf(tables);
        }
    }

    /** DROP DATABASE. */
    record DropSchema(String name) implements Action {}

    /** TRUNCATE TABLE. */
    record Truncate(TableName table, boolean bounded) implements Action {}

    /** RENAME TABLE. */
    record RenameTables(List<Renaming> renamings) implements Action {
        /** One of them. */
        public record Renaming(TableName from, TableName to) {}

        public RenameTables {
            renamings = List.copyOf(renamings);
        }
    }

    /**
     * A statement that changes rows.
     *
     * @param verb "INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD"
     * @param targets tables whose rows it changes
     * @param whole whether it is an UPDATE or DELETE without a condition and without LIMIT
     * @param rows how many it lists; 0 = it lists none
     * @param copied the table that an INSERT ... SELECT takes all rows of
     * @param read the query that reads the rows that it changes, and nothing else; empty = there is none
     * @param limit as its LIMIT says; empty = it has none, or none that is a number
     */
    record Modify(String verb, List<TableName> targets, boolean whole, long rows, Optional<TableName> copied,
            String read, OptionalLong limit) implements Action {
        public Modify {
            targets = List.copyOf(targets);
        }
    }

    /**
     * SET of variables.
     *
     * @param values of the session's, by name in lower case; "" where the value is no plain word, number or string
     */
    record SetVariables(Map<String, String> values) implements Action {
        public SetVariables {
            values = Map.copyOf(values);
        }
    }

    /** START TRANSACTION, COMMIT and what else begins or ends one. */
    record Transaction(boolean begins, boolean commits) implements Action {}

    /** USE. */
    record Use(String schema) implements Action {}

    /** LOCK TABLES, FLUSH TABLES WITH READ LOCK: others wait from then on. */
    record Lock(boolean everything) implements Action {}

    /**
     * Statements that nobody can read before they run.
     *
     * @param how "EXECUTE"
     */
    record Dynamic(String how) implements Action {}

    /** Some other statement that defines something, and so commits before it begins. */
    record Definition() implements Action {}

    /** Anything else. */
    record Other() implements Action {}
}
