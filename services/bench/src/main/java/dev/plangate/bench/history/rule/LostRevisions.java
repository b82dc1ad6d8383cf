package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.PlanRecord;
import java.util.ArrayList;
import java.util.List;

/** Each accepted revision has a run; each disputed one a dead letter. A plan that waits for its inputs has a run, too. */
final class LostRevisions implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        Revisions revisions = Revisions.of(history, plan);
        revisions.accepted().forEach((revision, record) -> {
            if (plan.runs().stream().noneMatch(run -> run.revision() == revision)) {
                violations.add(Violation.of(Promise.EACH_REVISION_GETS_A_RUN, plan.name(),
                        "revision %d has no run and no dead letter".formatted(revision), record));
            }
        });
        for (PlanRecord record : revisions.disputed()) {
            if (!history.isRefused(record)) {
                violations.add(Violation.of(Promise.EACH_DISPUTED_REVISION_IS_REFUSED, plan.name(),
                        "revision %d came again with other content, or behind a higher one, and has no dead letter"
                                .formatted(record.content().orElseThrow().revision()),
                        record));
            }
        }
        return violations;
    }
}
