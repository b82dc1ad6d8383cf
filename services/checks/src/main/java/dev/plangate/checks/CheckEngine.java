package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import java.util.List;
import java.util.function.Function;

/** Checks SQL against a database. Thread-safe. */
public interface CheckEngine extends AutoCloseable {
    /**
     * Runs the checks of one sheet on one target. Blocks, at most for the job's deadline: call it on a virtual thread. What goes wrong (the target is
     * down, the deadline is hit, a check throws) is an ERROR outcome of each check type that it concerns, never an exception.
     *
     * @return at least one outcome for each type that was asked for, ordered by type and position
     * @throws InterruptedException when the calling thread was interrupted; what was under way on the target is given up
     */
    List<CheckOutcome> check(CheckJob job) throws InterruptedException;

    /** Gives up what is under way and frees what is held. */
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
