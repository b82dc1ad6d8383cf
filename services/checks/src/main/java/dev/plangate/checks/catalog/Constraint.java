package dev.plangate.checks.catalog;

import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A constraint of a table on the target.
 *
 * @param kind pg_constraint.contype: c check, f foreign key, n not null, p primary key, u unique, x exclusion
 * @param definition as pg_get_constraintdef() writes it
 */
public record Constraint(String name, char kind, boolean validated, List<String> columns, String definition) {
    /** An expression in brackets, with brackets within them twice at most. */
    private static final String BRACKETS = "\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\)";

    public Constraint {
        columns = List.copyOf(columns);
    }

    /** Whether it proves that a column holds no nulls, so that SET NOT NULL need not scan. */
    public boolean provesNotNull(String column) {
        String test = Pattern.quote(Identifiers.quoted(column)) + " IS NOT NULL";
        return validated && kind == 'c' && (definition.matches("CHECK \\(\\(" + test + "\\)\\)( NO INHERIT)?")
                || definition.matches("CHECK \\(\\((%1$s AND )*\\(%2$s\\)( AND %1$s)*\\)\\)( NO INHERIT)?"
                        .formatted(BRACKETS, test)));
    }
}
