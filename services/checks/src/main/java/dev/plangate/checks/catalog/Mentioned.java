package dev.plangate.checks.catalog;

import java.util.Set;

/** What a script names, and so what is read of a target's catalog. */
public record Mentioned(Set<Reference> relations, Set<String> schemas, Set<String> functions) {
    public Mentioned {
        relations = Set.copyOf(relations);
        schemas = Set.copyOf(schemas);
        functions = Set.copyOf(functions);
    }
}
