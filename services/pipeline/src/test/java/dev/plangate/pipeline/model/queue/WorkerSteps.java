package dev.plangate.pipeline.model.queue;

import dev.plangate.pipeline.model.Guard;
import dev.plangate.pipeline.model.Step;
import dev.plangate.pipeline.model.queue.Claim.Phase;
import java.util.List;
import java.util.Set;

/** What a worker does with whole runs, each statement one step. */
final class WorkerSteps {
    private final Bounds bounds;
    private final Set<Guard> without;

    WorkerSteps(Bounds bounds, Set<Guard> without) {
        this.bounds = bounds;
        this.without = without;
    }

    /** RunQueue.CLAIM: AVAILABLE and not locked -> RUNNING, fence + 1, attempts + 1, a lease. */
    void claims(int worker, QueueState state, List<Step<QueueState>> steps) {
        for (int plan = 0; plan < state.runs().size(); plan++) {
            Run run = state.runs().get(plan);
            if (run.status() == Status.AVAILABLE && !QueueModel.locked(state, plan, without)) {
                Run claimed = run.claimed();
                var claim = new Claim(plan, claimed.run(), claimed.fence(), Claim.WHOLE, 0, Phase.WORKING, 0);
                steps.add(new Step<>(named(worker, "claims", claim), worker,
                        state.with(plan, claimed).holds(worker, claim)));
            }
        }
    }

    void of(int worker, QueueState state, List<Step<QueueState>> steps) {
        List<Claim> claims = state.workers().get(worker);
        if (!claims.isEmpty()) {
            // A transaction that was open is rolled back.
            steps.add(new Step<>("worker %d is killed, and starts again".formatted(worker), Step.FAULT,
                    state.knows(worker, List.of())));
        }
        for (Claim claim : claims) {
            boolean checks = !claim.isWhole() || bounds.slices() == 0;
            if (claim.phase() == Phase.WORKING && checks) {
                steps.add(new Step<>(named(worker, "has checked", claim), worker,
                        state.drops(worker, claim).holds(worker, claim.in(Phase.FINISHED))));
            }
            if (claim.isWhole()) {
                whole(worker, claim, state, steps);
            }
        }
    }

    private void whole(int worker, Claim claim, QueueState state, List<Step<QueueState>> steps) {
        switch (claim.phase()) {
            case WORKING -> {
                if (bounds.slices() > 0) {
                    steps.add(new Step<>(named(worker, "cuts", claim), worker, cut(worker, claim, state)));
                }
                heartbeat(worker, claim, state, steps);
                release(worker, claim, state, steps);
            }
            case FINISHED -> {
                steps.add(new Step<>(named(worker, "completes", claim), worker, complete(worker, claim, state)));
                heartbeat(worker, claim, state, steps);
            }
            case WITHOUT_EVENTS -> steps.add(new Step<>(named(worker, "appends the events of", claim), worker,
                    events(claim, true, state).drops(worker, claim)));
            case COUNTING -> throw new IllegalStateException("a whole run counts nothing: " + claim);
        }
    }

    /**
     * RunQueue.complete: `update ... where fence and RUNNING and lease_until > clock_timestamp()` and `insert into outbox
     * ... where plan_id in (select plan_id from done)`, one statement under the row's lock. What did not match is dropped.
     */
    private QueueState complete(int worker, Claim claim, QueueState state) {
        Run run = state.runs().get(claim.plan());
        QueueState after = state.drops(worker, claim);
        if (!accepted(claim, run)) {
            return after;
        }
        after = after.with(claim.plan(), run.ended(Status.DONE));
        return without.contains(Guard.ONE_TRANSACTION)
                ? after.holds(worker, claim.in(Phase.WITHOUT_EVENTS))
                : events(claim, covered(claim, run), after);
    }

    private static QueueState events(Claim claim, boolean covered, QueueState state) {
        return state.wrote(claim.plan(), Write.results(claim, !covered))
                .wrote(claim.plan(), Write.end(claim.run(), claim.fence(), Status.DONE, !covered));
    }

    /** One transaction, the run's row locked: insert the slices, open_slices = their number, lease and owner cleared. */
    private QueueState cut(int worker, Claim claim, QueueState state) {
        Run run = state.runs().get(claim.plan());
        QueueState after = state.drops(worker, claim);
        return accepted(claim, run) && !QueueModel.locked(state, claim.plan(), without)
                ? after.with(claim.plan(), run.cut(bounds.slices()))
                        .wrote(claim.plan(), Write.cut(claim, !covered(claim, run)))
                : after;
    }

    /** RunQueue.heartbeat: what it does not return is stopped here; what it renews stays as it is. */
    private static void heartbeat(int worker, Claim claim, QueueState state, List<Step<QueueState>> steps) {
        if (!covered(claim, state.runs().get(claim.plan()))) {
            steps.add(new Step<>(named(worker, "learns that it has lost", claim), worker, state.drops(worker, claim)));
        }
    }

    /** RunQueue.release: AVAILABLE at once, the attempt is not counted. */
    private static void release(int worker, Claim claim, QueueState state, List<Step<QueueState>> steps) {
        Run run = state.runs().get(claim.plan());
        if (state.handBacks() > 0 && covered(claim, run)) {
            steps.add(new Step<>(named(worker, "hands back", claim), Step.FAULT, state.handedBack()
                    .with(claim.plan(), run.requeued(run.attempts() - 1)).drops(worker, claim)));
        }
    }

    private boolean accepted(Claim claim, Run run) {
        return run.status() == Status.RUNNING && run.lease() != Lease.NONE
                && (run.fence() == claim.fence() || without.contains(Guard.FENCE))
                && (run.lease() == Lease.OPEN || without.contains(Guard.LEASE));
    }

    /** What the promise says, whatever the guards are. */
    private static boolean covered(Claim claim, Run run) {
        return run.status() == Status.RUNNING && run.run() == claim.run() && run.fence() == claim.fence()
                && run.lease() == Lease.OPEN;
    }

    static String named(int worker, String does, Claim claim) {
        return "worker " + worker + " " + does + " " + claim;
    }
}
