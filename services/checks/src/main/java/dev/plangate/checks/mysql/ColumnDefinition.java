package dev.plangate.checks.mysql;

import dev.plangate.checks.sql.Range;
import java.util.Optional;

/**
 * A column as a statement defines it.
 *
 * @param range where it stands
 * @param notNull whether it says so, or is of a primary key
 * @param defaulted whether it has a DEFAULT of its own
 * @param references the table of a REFERENCES within it
 * @param charset as it names one; empty = that of the table
 */
public record ColumnDefinition(Range range, String name, ColumnType type, boolean notNull, boolean defaulted,
        boolean autoIncrement, Generated generated, boolean primary, boolean unique, Optional<TableName> references,
        String charset, String collation) {
    /** How its values come to be. */
    public enum Generated {
        NO, VIRTUAL, STORED
    }
}
