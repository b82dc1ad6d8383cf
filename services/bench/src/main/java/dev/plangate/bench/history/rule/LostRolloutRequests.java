package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRequestRecord;
import dev.plangate.bench.history.model.StatusRecord;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Each request for a rollout by hand is answered in some status of its plan; the topic is read as written. */
final class LostRolloutRequests implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained() || plan.rolloutRequests().isEmpty()) {
            return List.of();
        }
        Set<String> settled = plan.statuses().stream().map(StatusRecord::requestId).collect(Collectors.toSet());
        plan.rolloutRequests().stream().filter(history::isRefused).forEach(r -> settled.add(r.requestId()));
        var open = new TreeSet<String>();
        plan.rolloutRequests().forEach(r -> open.add(r.requestId()));
        open.removeAll(settled);
        return open.stream().map(id -> Violation.of(Promise.EACH_ROLLOUT_REQUEST_IS_ANSWERED, plan.name(),
                "no gate status answers the rollout request " + id, asking(plan, id))).toList();
    }

    private static List<RolloutRequestRecord> asking(PlanHistory plan, String id) {
        return plan.rolloutRequests().stream().filter(r -> r.requestId().equals(id)).toList();
    }
}
