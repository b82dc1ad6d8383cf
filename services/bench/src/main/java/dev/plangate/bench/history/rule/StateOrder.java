package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.StateRecord;
import java.util.ArrayList;
import java.util.List;

/** Versions of plan states strictly grow; revision and run never go back. */
final class StateOrder implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        for (int i = 1; i < plan.states().size(); i++) {
            StateRecord before = plan.states().get(i - 1);
            StateRecord next = plan.states().get(i);
            if (next.version() <= before.version()) {
                violations.add(broken(plan, "version", before.version(), next.version(), before, next));
            } else if (next.revision() < before.revision()) {
                violations.add(broken(plan, "revision", before.revision(), next.revision(), before, next));
            } else if (next.run() < before.run()) {
                violations.add(broken(plan, "run", before.run(), next.run(), before, next));
            }
        }
        return violations;
    }

    private static Violation broken(PlanHistory plan, String what, long was, long is, StateRecord before,
            StateRecord next) {
        return Violation.of(Promise.PLAN_STATES_GROW, plan.name(), "%s %d comes behind %d".formatted(what, is, was),
                before, next);
    }
}
