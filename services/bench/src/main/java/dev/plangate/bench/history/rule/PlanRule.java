package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import java.util.List;

/** A rule that looks at one plan at a time. */
interface PlanRule extends Rule {
    /** What is broken for this plan. */
    List<Violation> check(History history, PlanHistory plan);

    @Override
    default List<Violation> check(History history) {
        return history.plans().values().stream().flatMap(plan -> check(history, plan).stream()).toList();
    }
}
