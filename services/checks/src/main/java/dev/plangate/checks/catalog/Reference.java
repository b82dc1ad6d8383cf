package dev.plangate.checks.catalog;

import dev.plangate.checks.sql.RelationName;
import java.util.List;

/**
 * A relation as a statement names it.
 *
 * @param path the search path that the script set before; empty = the target's own
 */
public record Reference(List<String> path, RelationName name) {
    public Reference {
        path = name.schema().isEmpty() ? List.copyOf(path) : List.of();
    }
}
