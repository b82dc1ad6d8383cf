package dev.plangate.pipeline.model.queue;

import dev.plangate.pipeline.model.Guard;
import dev.plangate.pipeline.model.Model;
import dev.plangate.pipeline.model.Promise;
import dev.plangate.pipeline.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Claim, cut, complete, hand back, kill, reap, supersede. Statements that work on a batch are steps of one row each
 * here: their rows do not depend on one another, so that all orders of the single steps cover the batch.
 */
public final class QueueModel implements Model<QueueState> {
    private final Bounds bounds;
    private final WorkerSteps workers;
    private final SliceSteps slices;
    private final DatabaseSteps database;

    public QueueModel(Bounds bounds, Set<Guard> without) {
        this.bounds = bounds;
        this.workers = new WorkerSteps(bounds, without);
        this.slices = new SliceSteps(without);
        this.database = new DatabaseSteps(bounds, without);
    }

    @Override
    public QueueState start() {
        return new QueueState(Collections.nCopies(bounds.plans(), Run.first()),
                Collections.nCopies(bounds.plans(), List.of()), Collections.nCopies(bounds.workers(), List.of()),
                bounds.revisions(), bounds.handBacks());
    }

    @Override
    public List<Step<QueueState>> steps(QueueState state) {
        var steps = new ArrayList<Step<QueueState>>();
        for (int worker = 0; worker < bounds.workers(); worker++) {
            workers.of(worker, state, steps);
            slices.of(worker, state, steps);
            if (state.workers().get(worker).size() < bounds.hands()) {
                workers.claims(worker, state, steps);
                slices.claims(worker, state, steps);
            }
        }
        database.of(state, steps);
        return steps;
    }

    @Override
    public boolean atRest(QueueState state) {
        return state.runs().stream().allMatch(run -> run.status().terminal());
    }

    @Override
    public Optional<Promise> broken(QueueState state) {
        for (int plan = 0; plan < bounds.plans(); plan++) {
            Optional<Promise> broken = Promises.broken(state.runs().get(plan), state.writes().get(plan),
                    bounds.slices());
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    @Override
    public Promise liveness() {
        return Promise.EVERY_RUN_ENDS;
    }

    @Override
    public IntStream dispensable() {
        return IntStream.range(0, bounds.workers());
    }

    /** Whether a transaction holds the lock of the plan's run row. */
    static boolean locked(QueueState state, int plan, Set<Guard> without) {
        if (without.contains(Guard.COUNTDOWN_LOCK)) {
            return false;
        }
        for (List<Claim> claims : state.workers()) {
            for (Claim claim : claims) {
                if (claim.phase() == Claim.Phase.COUNTING && claim.plan() == plan) {
                    return true;
                }
            }
        }
        return false;
    }
}
