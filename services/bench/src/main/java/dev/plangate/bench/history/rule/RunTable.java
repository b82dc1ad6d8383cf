package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.Tables.RunRow;
import java.util.List;

/** In the end the row of a plan's current run says what its terminal event says. */
final class RunTable implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained() || plan.runs().isEmpty()) {
            return List.of();
        }
        RunRow row = history.tables().runs().get(plan.name());
        if (row == null) {
            return List.of(Violation.of(Promise.TABLES_AGREE_WITH_TOPICS, plan.name(),
                    "it has runs, but no row in plan_check_run", plan.runs().getLast()));
        }
        List<RunRecord> ends = plan.ends(row.run());
        return ends.isEmpty() || ends.stream().anyMatch(end -> end.status().equals(row.status()))
                ? List.of()
                : List.of(Violation.of(Promise.TABLES_AGREE_WITH_TOPICS, plan.name(),
                        "run %d is %s, but its row says %s".formatted(row.run(), ends.getFirst().status(),
                                row.status()),
                        ends));
    }
}
