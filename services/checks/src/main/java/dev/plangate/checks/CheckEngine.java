package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import java.util.List;

/** Checks a sheet on a target. Safe for any number of threads; blocks, so that it belongs on virtual ones. */
public interface CheckEngine extends AutoCloseable {
    /**
     * Runs every check type of the job. What goes wrong with one of them is an ERROR outcome of that type, and the others
     * go on.
     *
     * @throws InterruptedException the caller gave up; what ran on the target is cancelled
     */
    List<CheckOutcome> check(CheckJob job) throws InterruptedException;

    @Override
    void close();
}
