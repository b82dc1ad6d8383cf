package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs appear in growing order; of one run the fence never goes back, and nothing follows its end. */
final class RunOrder implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        Map<Long, RunRecord> newest = new HashMap<>();
        Set<Long> ended = new HashSet<>();
        RunRecord highest = null;
        for (RunRecord next : plan.runs()) {
            RunRecord before = newest.put(next.run(), next);
            if (before == null) {
                if (highest != null && next.run() < highest.run()) {
                    violations.add(broken(plan, "run %d appears behind run %d".formatted(next.run(), highest.run()),
                            highest, next));
                } else {
                    highest = next;
                }
            } else if (ended.contains(next.run()) && !next.isTerminal()) {
                violations.add(broken(plan, "run %d is %s behind its end".formatted(next.run(), next.status()), before,
                        next));
            } else if (!ended.contains(next.run()) && next.fence() < before.fence()) {
                violations.add(broken(plan, "fence %d of run %d comes behind fence %d".formatted(next.fence(),
                        next.run(), before.fence()), before, next));
            }
            if (next.isTerminal()) {
                ended.add(next.run());
            }
        }
        return violations;
    }

    private static Violation broken(PlanHistory plan, String sentence, RunRecord before, RunRecord next) {
        return Violation.of(Promise.RUNS_GROW, plan.name(), sentence, before, next);
    }
}
