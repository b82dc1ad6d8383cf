package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.ResultRecord;
import java.util.ArrayList;
import java.util.List;

/** Results of a run never come behind those of a later run. Within a run targets have no order. */
final class ResultOrder implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        for (int i = 1; i < plan.results().size(); i++) {
            ResultRecord before = plan.results().get(i - 1);
            ResultRecord next = plan.results().get(i);
            if (next.run() < before.run()) {
                violations.add(Violation.of(Promise.RESULTS_GROW, plan.name(),
                        "results of run %d come behind those of run %d".formatted(next.run(), before.run()), before,
                        next));
            }
        }
        return violations;
    }
}
