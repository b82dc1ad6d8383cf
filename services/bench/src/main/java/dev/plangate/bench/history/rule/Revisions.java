package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.PlanRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records of plangate.plans mean, in the order of their topic: the revision only grows, and what does not raise it
 * changes nothing.
 *
 * @param accepted by revision: the record that brought it
 * @param disputed records that have to become dead letters: a revision that is not above the known one, with other content
 * @param outdated records that may become dead letters: a lower revision, with the content that it had
 * @param newest   highest revision; 0 = none
 * @param liveness of the plan in the end, as in PlanState; empty: nothing is known of it
 */
record Revisions(Map<Long, PlanRecord> accepted, List<PlanRecord> disputed, List<PlanRecord> outdated, long newest,
        Optional<String> liveness) {

    static Revisions of(History history, PlanHistory plan) {
        var accepted = new HashMap<Long, PlanRecord>();
        var disputed = new ArrayList<PlanRecord>();
        var outdated = new ArrayList<PlanRecord>();
        long newest = 0;
        String liveness = "";
        for (PlanRecord next : plan.plans()) {
            if (next.content().isEmpty()) {
                liveness = newest == 0 ? "" : "DELETED";
                continue;
            }
            PlanRecord.Content content = next.content().get();
            if (content.revision() > newest) {
                if (!history.isRefused(next)) {
                    newest = content.revision();
                    liveness = content.active() ? "LIVE" : "CLOSED";
                    accepted.put(newest, next);
                }
            } else if (!isSame(accepted.get(content.revision()), content)) {
                disputed.add(next);
            } else if (content.revision() < newest) {
                outdated.add(next);
            }
        }
        return new Revisions(accepted, disputed, outdated, newest,
                liveness.isEmpty() ? Optional.empty() : Optional.of(liveness));
    }

    private static boolean isSame(PlanRecord known, PlanRecord.Content content) {
        return known != null && known.content().orElseThrow().hash().equals(content.hash());
    }
}
