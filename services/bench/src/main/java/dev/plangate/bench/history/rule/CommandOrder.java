package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.Decision;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What commands name never goes back, and they are answered in their order. */
final class CommandOrder implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < plan.commands().size(); i++) {
            CommandRecord next = plan.commands().get(i);
            places.putIfAbsent(next.id(), i);
            if (i > 0 && goesBack(plan.commands().get(i - 1).decision(), next.decision())) {
                violations.add(Violation.of(Promise.COMMANDS_GROW, plan.name(),
                        "a command for plan state %d and run %d comes behind a newer one".formatted(
                                next.decision().planStateVersion(), next.decision().run()),
                        plan.commands().get(i - 1), next));
            }
        }
        RolloutRecord before = null;
        for (RolloutRecord next : plan.rollouts()) {
            if (before != null && isEarlier(places.get(next.commandId()), places.get(before.commandId()))) {
                violations.add(Violation.of(Promise.COMMANDS_GROW, plan.name(),
                        "command %s is answered behind a later one".formatted(next.commandId()), before, next));
            }
            before = next;
        }
        return violations;
    }

    /** Nothing is said of answers to commands that nobody sent: {@link OneRollout} tells of those. */
    private static boolean isEarlier(Integer place, Integer than) {
        return place != null && than != null && place < than;
    }

    private static boolean goesBack(Decision before, Decision next) {
        return next.planStateVersion() < before.planStateVersion() || next.run() < before.run();
    }
}
