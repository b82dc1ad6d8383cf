package dev.plangate.pipeline.model.queue;

import static dev.plangate.pipeline.model.queue.WorkerSteps.named;

import dev.plangate.pipeline.model.Guard;
import dev.plangate.pipeline.model.Step;
import dev.plangate.pipeline.model.queue.Claim.Phase;
import java.util.List;
import java.util.Set;

/**
 * What a worker does with slices. Completing one is two steps, so that the lock between them is worth something: the
 * transaction locks the run's row and reads open_slices; it writes and commits. The checks hold for the write.
 */
final class SliceSteps {
    private final Set<Guard> without;

    SliceSteps(Set<Guard> without) {
        this.without = without;
    }

    /** The claim of slices, SKIP LOCKED on their own rows: AVAILABLE -> RUNNING, fence + 1, attempts + 1, a lease. */
    void claims(int worker, QueueState state, List<Step<QueueState>> steps) {
        for (int plan = 0; plan < state.runs().size(); plan++) {
            Run run = state.runs().get(plan);
            for (int i = 0; i < run.slices().size(); i++) {
                if (run.slices().get(i).status() == Status.AVAILABLE) {
                    Slice claimed = run.slices().get(i).claimed();
                    var claim = new Claim(plan, run.run(), claimed.runFence(), i, claimed.fence(), Phase.WORKING, 0);
                    steps.add(new Step<>(named(worker, "claims", claim), worker,
                            state.with(plan, run.with(i, claimed, run.open())).holds(worker, claim)));
                }
            }
        }
    }

    void of(int worker, QueueState state, List<Step<QueueState>> steps) {
        for (Claim claim : state.workers().get(worker)) {
            if (!claim.isWhole()) {
                of(worker, claim, state, steps);
            }
        }
    }

    private void of(int worker, Claim claim, QueueState state, List<Step<QueueState>> steps) {
        Run run = state.runs().get(claim.plan());
        boolean accepted = accepted(claim, run);
        switch (claim.phase()) {
            case WORKING -> heartbeat(worker, claim, state, steps);
            case FINISHED -> {
                heartbeat(worker, claim, state, steps);
                if (accepted && !QueueModel.locked(state, claim.plan(), without)) {
                    steps.add(new Step<>(named(worker, "locks the run and reads %d open slices to complete"
                            .formatted(run.open()), claim), worker,
                            state.drops(worker, claim).holds(worker, claim.counting(run.open()))));
                } else if (!accepted) {
                    steps.add(new Step<>(named(worker, "is refused", claim), worker, state.drops(worker, claim)));
                }
            }
            case COUNTING -> {
                steps.add(new Step<>(named(worker, accepted ? "completes" : "is refused", claim), worker,
                        accepted ? complete(worker, claim, state) : state.drops(worker, claim)));
                if (!without.contains(Guard.TRANSACTION_TIMEOUT)) {
                    steps.add(new Step<>(named(worker, "has its transaction ended by Postgres,", claim), Step.WORLD,
                            state.drops(worker, claim).holds(worker, claim.in(Phase.FINISHED))));
                }
            }
            case WITHOUT_EVENTS -> throw new IllegalStateException("a slice is one transaction: " + claim);
        }
    }

    /** The slice DONE with its results, open_slices - 1; zero ends the run in the same transaction. */
    private static QueueState complete(int worker, Claim claim, QueueState state) {
        Run run = state.runs().get(claim.plan());
        boolean stale = !covered(claim, run);
        int open = claim.read() - 1;
        Run counted = run.with(claim.slice(), run.slices().get(claim.slice()).done(), open);
        QueueState after = state.drops(worker, claim).wrote(claim.plan(), Write.results(claim, stale));
        return open > 0
                ? after.with(claim.plan(), counted)
                : after.with(claim.plan(), counted.ended(Status.DONE))
                        .wrote(claim.plan(), Write.end(claim.run(), claim.fence(), Status.DONE, stale));
    }

    private static void heartbeat(int worker, Claim claim, QueueState state, List<Step<QueueState>> steps) {
        if (!covered(claim, state.runs().get(claim.plan()))) {
            steps.add(new Step<>(named(worker, "learns that it has lost", claim), worker, state.drops(worker, claim)));
        }
    }

    private boolean accepted(Claim claim, Run run) {
        if (run.status() != Status.RUNNING || claim.slice() >= run.slices().size()) {
            return false;
        }
        Slice slice = run.slices().get(claim.slice());
        return slice.status() == Status.RUNNING
                && (run.fence() == claim.fence() || without.contains(Guard.RUN_FENCE_OF_SLICE))
                && (slice.fence() == claim.sliceFence() || without.contains(Guard.SLICE_FENCE))
                && (slice.lease() == Lease.OPEN || without.contains(Guard.SLICE_LEASE));
    }

    /** What the promise says, whatever the guards are. */
    private static boolean covered(Claim claim, Run run) {
        if (run.status() != Status.RUNNING || run.run() != claim.run() || run.fence() != claim.fence()
                || claim.slice() >= run.slices().size()) {
            return false;
        }
        Slice slice = run.slices().get(claim.slice());
        return slice.status() == Status.RUNNING && slice.runFence() == claim.fence()
                && slice.fence() == claim.sliceFence() && slice.lease() == Lease.OPEN;
    }
}
