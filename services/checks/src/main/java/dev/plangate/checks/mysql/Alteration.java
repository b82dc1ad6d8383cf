package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Range;

/** One thing that an ALTER TABLE does. CREATE INDEX and DROP INDEX are such statements too. */
public sealed interface Alteration {
    /** Where it stands. */
    Range range();

    /**
     * ADD COLUMN.
     *
     * @param placed whether it names its place: FIRST, AFTER
     */
    record AddColumn(Range range, ColumnDefinition column, boolean placed, boolean ifNotExists) implements Alteration {}

    record DropColumn(Range range, String column) implements Alteration {}

    /**
     * MODIFY and CHANGE.
     *
     * @param old its name until then
     */
    record ModifyColumn(Range range, String old, ColumnDefinition column, boolean placed) implements Alteration {}

    record RenameColumn(Range range, String from, String to) implements Alteration {}

    record SetDefault(Range range, String column) implements Alteration {}

    record AddKey(Range range, Key key) implements Alteration {}

    record DropKey(Range range, String name) implements Alteration {}

    record DropPrimaryKey(Range range) implements Alteration {}

    record RenameKey(Range range) implements Alteration {}

    record AddForeignKey(Range range, ForeignKey key) implements Alteration {}

    record DropForeignKey(Range range, String name) implements Alteration {}

    record AddCheck(Range range) implements Alteration {}

    /** CONVERT TO CHARACTER SET. */
    record Convert(Range range, String charset) implements Alteration {}

    record RenameTo(Range range, TableName to) implements Alteration {}

    /**
     * An option of the table.
     *
     * @param name "ENGINE"
     * @param value as it is written, without quotes
     */
    record Option(Range range, String name, String value) implements Alteration {}

    /**
     * Something about partitions.
     *
     * @param verb "BY", "REMOVE", "ADD", "DROP", "TRUNCATE", "EXCHANGE" and so on
     */
    record Partitioning(Range range, String verb) implements Alteration {}

    /** ORDER BY. */
    record Reorder(Range range) implements Alteration {}

    /** FORCE. */
    record Force(Range range) implements Alteration {}

    /** Something that is in none of these. */
    record Other(Range range, String words) implements Alteration {}
}
