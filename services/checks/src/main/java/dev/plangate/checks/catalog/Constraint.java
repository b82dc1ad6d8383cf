package dev.plangate.checks.catalog;

import java.util.List;

/**
 * A constraint of a table on the target.
 *
 * @param kind pg_constraint.contype: c check, f foreign key, n not null, p primary key, u unique, x exclusion
 * @param definition as pg_get_constraintdef() writes it
 */
public record Constraint(String name, char kind, boolean validated, List<String> columns, String definition) {
    public Constraint {
        columns = List.copyOf(columns);
    }

    /** Whether it proves that a column holds no nulls, so that SET NOT NULL need not scan. */
    public boolean provesNotNull(String column) {
        return validated && kind == 'c' && columns.equals(List.of(column))
                && definition.matches("CHECK \\(\\((\"[^\"]+\"|[a-z_0-9]+) IS NOT NULL\\)\\)( NO INHERIT)?");
    }
}
