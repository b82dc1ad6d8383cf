package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import java.util.List;
import java.util.function.Function;

/** Checks SQL against a database. Thread-safe. */
public interface CheckEngine extends AutoCloseable {
    /**
     * Runs the checks of one sheet on one target. Blocks: call it on a virtual thread. First the sheet is parsed, then the check waits for one of its instance's
     * slots (maxConcurrentChecks), for as long as the caller lets it; the job's deadline begins when the slot is there. What goes wrong (the target is down, the
     * deadline is hit, a check throws) is an ERROR outcome of each check type that it concerns, never an exception.
     *
     * @return at least one outcome for each type that was asked for, ordered by type and position
     * @throws InterruptedException when the calling thread was interrupted; what was under way on the target is stopped there
     */
    List<CheckOutcome> check(CheckJob job) throws InterruptedException;

    /**
     * The same under a limit of the caller's.
     *
     * @param admission asked when the instance's slot is there; a check that needs no target may never ask
     */
    default List<CheckOutcome> check(CheckJob job, Admission admission) throws InterruptedException {
        admission.enter();
        try {
            return check(job);
        } finally {
            admission.leave();
        }
    }

    /** Stops what is under way, on the targets too, and frees what is held. */
    @Override
    void close();

    /** The engine for the given instances. */
    static CheckEngine open(Instances instances) {
        return open(instances, CheckLimits.DEFAULT);
    }

    /** The engine for the given instances, with other limits. */
    static CheckEngine open(Instances instances, CheckLimits limits) {
        return new TargetCheckEngine(instances, limits);
    }

    /** An engine that answers with a function of the job: for measuring what surrounds it. */
    static CheckEngine of(Function<CheckJob, List<CheckOutcome>> answers) {
        return new CheckEngine() {
            @Override
            public List<CheckOutcome> check(CheckJob job) {
                return answers.apply(job);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
