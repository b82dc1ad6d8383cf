package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.ApprovalRecord;
import dev.plangate.bench.history.model.PlanHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The issue of a plan and its approvals: a version that is not above the known one changes nothing, a tombstone removes. */
final class Issues {
    private Issues() {}

    /** Those that were the newest at some moment, in order. */
    static List<ApprovalRecord> everNewest(PlanHistory plan) {
        var newest = new ArrayList<ApprovalRecord>();
        long version = 0;
        for (ApprovalRecord next : plan.approvals()) {
            if (next.content().isPresent() && next.content().get().version() > version) {
                version = next.content().get().version();
                newest.add(next);
            }
        }
        return newest;
    }

    /** What counts in the end; empty: none, or it was removed. */
    static Optional<ApprovalRecord> newest(PlanHistory plan) {
        List<ApprovalRecord> ever = everNewest(plan);
        if (ever.isEmpty()) {
            return Optional.empty();
        }
        ApprovalRecord last = ever.getLast();
        List<ApprovalRecord> behind = plan.approvals().subList(plan.approvals().indexOf(last), plan.approvals().size());
        return behind.stream().anyMatch(a -> a.content().isEmpty()) ? Optional.empty() : Optional.of(last);
    }
}
