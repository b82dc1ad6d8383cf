package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.StatusRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Until the rollout exists, the plan state that was judged and the run that was seen never go back (run 0 says that none was
 * seen yet). The rollout may have been judged at an older state than the newest; once it is told, it stays.
 */
final class StatusOrder implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        StatusRecord before = null;
        long run = 0;
        for (StatusRecord next : plan.statuses()) {
            if (before != null) {
                String broken = broken(before, next, run);
                if (!broken.isEmpty()) {
                    violations.add(Violation.of(Promise.GATE_STATUS_GROWS, plan.name(), broken, before, next));
                }
            }
            run = Math.max(run, next.run());
            before = next;
        }
        return violations;
    }

    private static String broken(StatusRecord before, StatusRecord next, long run) {
        if (before.isRolledOut()) {
            return next.isRolledOut() && next.rollout().equals(before.rollout())
                    ? ""
                    : "behind the rollout %s it says %s %s".formatted(before.rollout(), next.phase(), next.rollout());
        }
        if (next.isRolledOut()) {
            return "";
        }
        if (next.planStateVersion() < before.planStateVersion() || next.revision() < before.revision()) {
            return "plan state %d, revision %d, comes behind plan state %d, revision %d".formatted(
                    next.planStateVersion(), next.revision(), before.planStateVersion(), before.revision());
        }
        return next.run() != 0 && next.run() < run ? "run %d comes behind run %d".formatted(next.run(), run) : "";
    }
}
