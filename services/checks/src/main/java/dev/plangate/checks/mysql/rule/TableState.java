package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.mysql.catalog.MySqlColumn;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.rule.Sized;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A table as a statement of a script meets it.
 *
 * @param written as the statement writes it
 * @param created by an earlier statement, so that nobody else uses it
 * @param known what the catalog says, if that is at hand and the table exists
 * @param catalog whether the catalog is at hand
 * @param changed columns that earlier statements changed, in lower case: what the catalog says of them is out of date
 */
record TableState(TableName written, boolean created, Optional<MySqlTable> known, boolean catalog,
        Set<String> changed) {
    /** A column as it is when the statement runs; empty when that is not known. */
    Optional<MySqlColumn> column(String column) {
        return changed.contains(column.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : known.flatMap(table -> table.column(column));
    }

    /** The table without the columns that are out of date. */
    Optional<MySqlTable> current() {
        return changed.isEmpty() ? known : known.map(this::without);
    }

    private MySqlTable without(MySqlTable table) {
        var columns = new java.util.HashMap<>(table.columns());
        columns.keySet().removeAll(changed);
        return new MySqlTable(table.name(), table.engine(), table.rowFormat(), table.rows(), table.bytes(),
                table.autoIncrement(), columns, table.keys(), table.foreignKeys(), table.referencing());
    }

    Sized sized() {
        if (known.isEmpty()) {
            return catalog ? new Sized.Missing(written.toString()) : new Sized.Unasked();
        }
        var rows = known.get().rows();
        return rows.isEmpty()
                ? new Sized.Uncounted(written.toString())
                : new Sized.Counted(written.toString(), rows.getAsLong(), known.get().bytes());
    }
}
