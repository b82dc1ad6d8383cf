package dev.plangate.checks.catalog;

import java.util.List;

/**
 * An index of a table on the target.
 *
 * @param method "btree"
 * @param columns those that it begins with, up to its first expression; without INCLUDE
 * @param unique whether it is
 * @param valid whether queries use it: a failed CONCURRENTLY leaves one that they do not
 * @param predicate of a partial index, as pg_get_expr() writes it; empty = all rows are in it
 */
public record Index(String name, String method, List<String> columns, boolean unique, boolean valid,
        String predicate) {
    public Index {
        columns = List.copyOf(columns);
    }
}
