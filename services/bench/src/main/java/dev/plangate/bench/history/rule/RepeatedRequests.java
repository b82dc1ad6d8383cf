package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request is given one run, or joins one. */
final class RepeatedRequests implements Rule {
    private record Served(String plan, RunRecord record) {}

    @Override
    public List<Violation> check(History history) {
        var violations = new ArrayList<Violation>();
        Map<String, Served> served = new HashMap<>();
        for (PlanHistory plan : history.plans().values()) {
            for (RunRecord run : plan.runs()) {
                Served before = run.requestId().isEmpty()
                        ? null
                        : served.putIfAbsent(run.requestId(), new Served(plan.name(), run));
                if (before != null && !(before.plan().equals(plan.name()) && before.record().run() == run.run())) {
                    violations.add(Violation.of(Promise.A_REQUEST_IS_SERVED_ONCE, plan.name(),
                            "request %s got run %d, and run %d of %s".formatted(run.requestId(), run.run(),
                                    before.record().run(), before.plan()),
                            before.record(), run));
                }
            }
        }
        return violations;
    }
}
