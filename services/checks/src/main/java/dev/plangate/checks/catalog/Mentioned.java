package dev.plangate.checks.catalog;

import java.util.HashSet;
import java.util.Set;

/** What a script names, and so what is read of a target's catalog. */
public record Mentioned(Set<Reference> relations, Set<String> schemas, Set<String> functions) {
    /** Both together. */
    public Mentioned and(Mentioned other) {
        return new Mentioned(union(relations, other.relations), union(schemas, other.schemas),
                union(functions, other.functions));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    public Mentioned {
        relations = Set.copyOf(relations);
        schemas = Set.copyOf(schemas);
        functions = Set.copyOf(functions);
    }
}
