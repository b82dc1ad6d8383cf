package dev.plangate.pipeline.migration;

import dev.plangate.db.row.Rehearsal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told to programs.
 *
 * @param dryRun nothing was changed
 * @param pending migrations that the schema lacks
 * @param applied migrations that were applied, with their seconds
 * @param obstacles what would make the migration fail
 * @param rehearsal what the migrations did to a copy of the old layout; null = there is none
 */
public record MigrationReport(boolean dryRun, List<String> pending, Map<String, Double> applied, List<String> obstacles,
        Rehearsal rehearsal) {

    /** For a writer of JSON: names in the order in which they are written. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("dryRun", dryRun);
        map.put("pending", pending);
        map.put("applied", applied);
        map.put("obstacles", obstacles);
        if (rehearsal != null) {
            map.put("rows", rehearsal.rows());
            map.put("runs", rehearsal.runs());
            map.put("fields", rehearsal.fields());
            rehearsal.plan().ifPresent(plan -> map.put("plan", plan));
        }
        return map;
    }
}
