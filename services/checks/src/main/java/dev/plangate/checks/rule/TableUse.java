package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Column;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.RelationName;
import java.util.Optional;
import java.util.Set;

/**
 * A table as a statement of a script meets it.
 *
 * @param written as the statement writes it
 * @param name with its schema
 * @param created by an earlier statement of the script, so that nobody else uses it and it holds what the script put there
 * @param known what the target's catalog says of it, if that is at hand and the table exists
 * @param catalog whether the catalog is at hand
 * @param changed columns that earlier statements of the script added or changed: what the catalog says of them is out of date
 */
public record TableUse(RelationName written, RelationName name, boolean created, Optional<Table> known, boolean catalog,
        Set<String> changed) {
    /** A column as it is when the statement runs; empty when that is not known. */
    Optional<Column> column(String column) {
        return changed.contains(column) ? Optional.empty() : known.flatMap(table -> table.column(column));
    }

    boolean partitioned() {
        return known.map(Table::partitioned).orElse(false);
    }
}
