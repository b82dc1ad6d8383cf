package dev.plangate.checks.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;

/** Reads EXPLAIN (FORMAT JSON). */
final class PlanRows {
    private PlanRows() {}

    /** Rows that reach the ModifyTable nodes: such a node itself says 0 unless it has RETURNING, so its input is counted; that of data-modifying WITH too. */
    static long modified(JsonNode plans) {
        double rows = 0;
        var open = new ArrayDeque<JsonNode>();
        plans.forEach(plan -> open.push(plan.path("Plan")));
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            for (JsonNode child : node.path("Plans")) {
                if (node.path("Node Type").asText().equals("ModifyTable") && isInput(child)) {
                    rows += child.path("Plan Rows").asDouble();
                }
                open.push(child);
            }
        }
        return (long) Math.min(rows, Long.MAX_VALUE);
    }

    /** Outer, or Member on servers before version 14, which had an input for each partition. */
    private static boolean isInput(JsonNode child) {
        String relationship = child.path("Parent Relationship").asText();
        return relationship.equals("Outer") || relationship.equals("Member");
    }
}
