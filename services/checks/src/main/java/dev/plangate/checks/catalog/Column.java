package dev.plangate.checks.catalog;

import java.util.List;

/**
 * A column of a table on the target.
 *
 * @param dependents what goes or breaks when it goes: "view public.v", "index i", "foreign key fk of public.lines"
 */
public record Column(String name, SqlType type, boolean notNull, List<String> dependents) {
    public Column {
        dependents = List.copyOf(dependents);
    }

    /** One that nothing depends on. */
    public Column(String name, SqlType type, boolean notNull) {
        this(name, type, notNull, List.of());
    }
}
