package dev.plangate.checks.trace;

import dev.plangate.checks.sql.RelationName;
import java.util.Set;

/**
 * What of a target's schema a script touches, and so what is cloned, with what it depends on.
 *
 * @param relations with their schemas
 * @param types names without schema
 * @param altered types that it changes: what uses them is touched too
 * @param functions names without schema
 * @param schemas all of whose relations are touched
 * @param roles that it names
 * @param everything all relations: nobody can say what the code in it touches
 */
public record Wanted(Set<RelationName> relations, Set<String> types, Set<String> altered, Set<String> functions,
        Set<String> schemas, Set<String> roles, boolean everything) {
    public Wanted {
        relations = Set.copyOf(relations);
        types = Set.copyOf(types);
        altered = Set.copyOf(altered);
        functions = Set.copyOf(functions);
        schemas = Set.copyOf(schemas);
        roles = Set.copyOf(roles);
    }
}
