package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.Claim;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fence grows by one with every claim and every new run, so that a run which ended under an older fence than the newest
 * was ended by a worker that had lost it. Three places show the newest fence: the row of the plan's current run, claims that
 * were observed, and the run that was made next, which has the next fence. Who gives a run up may raise the fence:
 * nothing is claimed about CANCELED.
 */
final class StaleFences implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        Set<Long> told = new HashSet<>();
        if (history.meta().drained()) {
            row(history, plan).filter(v -> told.add(history.tables().runs().get(plan.name()).run()))
                    .ifPresent(violations::add);
        }
        for (RunRecord end : plan.runs()) {
            if (isWorkers(end)) {
                plan.claims().stream().filter(c -> c.run() == end.run() && c.fence() > end.fence()).findFirst()
                        .filter(_ -> told.add(end.run())).map(claim -> claimed(plan, end, claim))
                        .ifPresent(violations::add);
            }
        }
        successors(plan, told, violations);
        return violations;
    }

    private static boolean isWorkers(RunRecord end) {
        return end.isTerminal() && !end.isCanceled();
    }

    private static Optional<Violation> row(History history, PlanHistory plan) {
        Tables.RunRow row = history.tables().runs().get(plan.name());
        return row == null
                ? Optional.empty()
                : plan.end(row.run()).filter(end -> isWorkers(end) && end.fence() != row.fence())
                        .map(end -> broken(plan, "run %d is %s under fence %d, but its row has fence %d".formatted(
                                end.run(), end.status(), end.fence(), row.fence()), end));
    }

    private static Violation claimed(PlanHistory plan, RunRecord end, Claim claim) {
        return broken(plan, "run %d is %s under fence %d, but %s claimed it under fence %d".formatted(end.run(),
                end.status(), end.fence(), claim.worker(), claim.fence()), end);
    }

    /** A request for an old revision is answered by a run of its own that bears the current fence and changes nothing. */
    private static void successors(PlanHistory plan, Set<Long> told, List<Violation> violations) {
        RunRecord ended = null;
        for (RunRecord next : plan.runs()) {
            if (ended != null && !next.isTerminal() && next.run() > ended.run() && next.fence() > ended.fence() + 1
                    && told.add(ended.run())) {
                violations.add(broken(plan,
                        "run %d is %s under fence %d, but run %d begins with fence %d: there was a later claim"
                                .formatted(ended.run(), ended.status(), ended.fence(), next.run(), next.fence()),
                        ended, next));
            }
            boolean changesNothing = ended != null && next.isCanceled() && next.fence() == ended.fence();
            if (!changesNothing) {
                ended = isWorkers(next) ? next : null;
            }
        }
    }

    private static Violation broken(PlanHistory plan, String sentence, RunRecord... proof) {
        return Violation.of(Promise.THE_NEWEST_CLAIM_ENDS_A_RUN, plan.name(), sentence, proof);
    }
}
