package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One command per decision, and one rejection per command. Creations are judged by {@link OneRollout}. */
final class RepeatedCommands implements PlanRule {
    private record Judged(long planStateVersion, long run) {}

    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        Map<Judged, CommandRecord> byJudged = new HashMap<>();
        Map<String, CommandRecord> byId = new HashMap<>();
        for (CommandRecord next : plan.commands()) {
            var judged = new Judged(next.decision().planStateVersion(), next.decision().run());
            CommandRecord same = byJudged.putIfAbsent(judged, next);
            CommandRecord sameId = byId.putIfAbsent(next.id(), next);
            if (same != null) {
                violations.add(Violation.of(Promise.A_DECISION_IS_COMMANDED_ONCE, plan.name(),
                        "two commands for plan state %d and run %d".formatted(judged.planStateVersion(), judged.run()),
                        same, next));
            } else if (sameId != null) {
                violations.add(Violation.of(Promise.A_DECISION_IS_COMMANDED_ONCE, plan.name(),
                        "two commands with the id " + next.id(), sameId, next));
            }
        }
        answers(plan, violations);
        return violations;
    }

    private static void answers(PlanHistory plan, List<Violation> violations) {
        Map<String, RolloutRecord> rejections = new HashMap<>();
        for (RolloutRecord next : plan.rollouts()) {
            RolloutRecord before = next.isCreated() ? null : rejections.putIfAbsent(next.commandId(), next);
            if (before != null) {
                violations.add(Violation.of(Promise.A_COMMAND_IS_ANSWERED_ONCE, plan.name(),
                        "command %s was rejected twice".formatted(next.commandId()), before, next));
            }
        }
    }
}
