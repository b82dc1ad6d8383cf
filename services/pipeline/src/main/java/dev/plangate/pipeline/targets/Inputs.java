package dev.plangate.pipeline.targets;

import dev.plangate.db.row.GroupRow;
import dev.plangate.db.row.ProjectRow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the things that a plan names.
 *
 * @param project the plan's project, when it is known
 * @param groups  database groups by name; a deleted one counts as known and empty
 * @param sheets  hashes of the sheets that are there
 */
public record Inputs(Optional<ProjectRow> project, Map<String, GroupRow> groups, Set<String> sheets) {
    public Inputs {
        groups = Map.copyOf(groups);
        sheets = Set.copyOf(sheets);
    }
}
