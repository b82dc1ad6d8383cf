package dev.plangate.checks.catalog;

import dev.plangate.checks.sql.RelationName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table, view or index of the target, as its catalog knows it.
 *
 * @param kind pg_class.relkind: r table, p partitioned table, v view, m materialized view, f foreign table, i index
 * @param rows estimate by the statistics; partitions included; empty = never analyzed
 * @param bytes estimate with indexes and TOAST, by the statistics; 0 = not known
 * @param dependents what is lost or breaks when it goes: "view public.v", "foreign key fk of public.lines"
 * @param indexes those of the table itself, not of its partitions
 */
public record Table(RelationName name, char kind, OptionalLong rows, long bytes, Map<String, Column> columns,
        List<Constraint> constraints,
        List<String> dependents, List<Index> indexes) {
    public Table {
        indexes = List.copyOf(indexes);
        columns = Map.copyOf(columns);
        constraints = List.copyOf(constraints);
        dependents = List.copyOf(dependents);
    }

    /** A column by its name. */
    public Optional<Column> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** The same with another number of rows. */
    public Table withRows(long number) {
        return new Table(name, kind, OptionalLong.of(number), bytes, columns, constraints, dependents,
                indexes);
    }

    /** A constraint by its name. */
    public Optional<Constraint> constraint(String constraint) {
        return constraints.stream().filter(one -> one.name().equals(constraint)).findFirst();
    }

    /** Its primary key. */
    public Optional<Constraint> primaryKey() {
        return constraints.stream().filter(one -> one.kind() == 'p').findFirst();
    }

    /** Whether its rows are in partitions. */
    public boolean partitioned() {
        return kind == 'p';
    }
}
