package dev.plangate.checks.mysql.catalog;

import dev.plangate.checks.mysql.ColumnType;

/**
 * A column of a table on the target.
 *
 * @param charset empty when it is no text
 */
public record MySqlColumn(String name, ColumnType type, boolean notNull, boolean autoIncrement, String charset,
        String collation) {}
