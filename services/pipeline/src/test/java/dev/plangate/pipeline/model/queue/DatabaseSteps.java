package dev.plangate.pipeline.model.queue;

import dev.plangate.pipeline.model.Guard;
import dev.plangate.pipeline.model.Step;
import java.util.List;
import java.util.Set;

/** What happens to a row whatever the workers do: leases end, the reaper comes past, a new revision arrives. */
final class DatabaseSteps {
    private final Bounds bounds;
    private final Set<Guard> without;

    DatabaseSteps(Bounds bounds, Set<Guard> without) {
        this.bounds = bounds;
        this.without = without;
    }

    void of(QueueState state, List<Step<QueueState>> steps) {
        for (int plan = 0; plan < state.runs().size(); plan++) {
            Run run = state.runs().get(plan);
            boolean locked = QueueModel.locked(state, plan, without);
            time(plan, run, state, steps);
            if (!without.contains(Guard.REAPER)) {
                reapRun(plan, run, locked, state, steps);
                reapSlices(plan, run, locked, state, steps);
            }
            if (state.revisions() > 0 && !locked) {
                steps.add(new Step<>("plan %d: a new revision supersedes run %d".formatted(plan, run.run()), Step.FAULT,
                        supersede(plan, run, state)));
            }
        }
    }

    private static void time(int plan, Run run, QueueState state, List<Step<QueueState>> steps) {
        if (run.lease() == Lease.OPEN) {
            steps.add(new Step<>("plan %d: the lease of fence %d ends".formatted(plan, run.fence()), Step.WORLD,
                    state.with(plan, run.overdue())));
        }
        for (int i = 0; i < run.slices().size(); i++) {
            Slice slice = run.slices().get(i);
            if (slice.lease() == Lease.OPEN) {
                steps.add(new Step<>("plan %d: the lease of slice %d, fence %d ends".formatted(plan, i, slice.fence()),
                        Step.WORLD, state.with(plan, run.with(i, slice.overdue(), run.open()))));
            }
        }
    }

    /** RunQueue.reap, SKIP LOCKED: AVAILABLE again, or FAILED with its event once the attempts are used up. */
    private void reapRun(int plan, Run run, boolean locked, QueueState state, List<Step<QueueState>> steps) {
        if (run.lease() != Lease.OVER || locked) {
            return;
        }
        steps.add(new Step<>("plan %d: fence %d is reaped".formatted(plan, run.fence()), Step.WORLD,
                run.attempts() < bounds.attempts()
                        ? state.with(plan, run.requeued(run.attempts()))
                        : failed(plan, run, state)));
    }

    /** As of runs; a slice whose attempts are used up ends the whole run, whose row is locked first. */
    private void reapSlices(int plan, Run run, boolean locked, QueueState state, List<Step<QueueState>> steps) {
        for (int i = 0; i < run.slices().size(); i++) {
            Slice slice = run.slices().get(i);
            boolean again = slice.attempts() < bounds.attempts();
            if (slice.lease() == Lease.OVER && (again || !locked)) {
                steps.add(new Step<>("plan %d: slice %d, fence %d is reaped".formatted(plan, i, slice.fence()),
                        Step.WORLD, again
                                ? state.with(plan, run.with(i, slice.requeued(), run.open()))
                                : failed(plan, run.withoutSlices(), state)));
            }
        }
    }

    private QueueState failed(int plan, Run run, QueueState state) {
        QueueState after = state.with(plan, run.ended(Status.FAILED));
        return without.contains(Guard.EVENT_OF_THE_EXHAUSTED)
                ? after
                : after.wrote(plan, Write.end(run.run(), run.fence(), Status.FAILED, false));
    }

    /** Intake: Runs.lock, the CANCELED event of a run that is open, Runs.save of the next one; its slices are deleted. */
    private QueueState supersede(int plan, Run run, QueueState state) {
        int fence = without.contains(Guard.FENCE_NEVER_RESTARTS) ? 1 : run.fence() + 1;
        boolean stay = without.contains(Guard.SLICES_GO_WITH_THEIR_RUN);
        var next = new Run(run.run() + 1, fence, Status.AVAILABLE, Lease.NONE, 0, stay ? run.slices() : List.of(), 0);
        QueueState after = state.revised().with(plan, next);
        return run.status().terminal() || without.contains(Guard.EVENT_OF_THE_SUPERSEDED)
                ? after
                : after.wrote(plan, Write.end(run.run(), run.fence(), Status.CANCELED, false));
    }
}
