package dev.plangate.bench.history.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows at the end.
 *
 * @param plans    by name
 * @param runs     by plan
 * @param rollouts by plan
 */
public record Tables(Map<String, PlanRow> plans, Map<String, RunRow> runs, Map<String, RolloutRow> rollouts,
        List<OutboxRow> outbox, List<OffsetRow> offsets) {
    /** No rows. */
    public Tables() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** A row of plan. */
    public record PlanRow(long lastRun, String rollout) {}

    /** A row of plan_check_run. */
    public record RunRow(long run, long fence, String status) {}

    /** A row of rollout. */
    public record RolloutRow(String name, String commandId, Decision decision) {}

    /** A row of outbox. */
    public record OutboxRow(long id, String topic) {}

    /** A row of consumer_offset. */
    public record OffsetRow(String group, Part part, long nextOffset) {}
}
