package dev.plangate.checks.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * What a target's catalog says of what a script names. Immutable.
 *
 * @param serverVersion server_version_num: 180001
 * @param schema where unqualified names are created: current_schema()
 * @param relations those that exist
 * @param schemas those that exist
 * @param volatileFunctions whether one of the functions of this name is volatile; absent = there is none
 */
public record Catalog(int serverVersion, String schema, Map<Reference, Table> relations, Map<String, Schema> schemas,
        Map<String, Boolean> volatileFunctions) {
    public Catalog {
        relations = Map.copyOf(relations);
        schemas = Map.copyOf(schemas);
        volatileFunctions = Map.copyOf(volatileFunctions);
    }

    /** The relation that a name means. */
    public Optional<Table> find(Reference reference) {
        return Optional.ofNullable(relations.get(reference));
    }
}
