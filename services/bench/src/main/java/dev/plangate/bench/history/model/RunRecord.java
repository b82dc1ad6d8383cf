package dev.plangate.bench.history.model;

import java.util.Optional;

/**
 * A record of plangate.check-runs.
 *
 * @param totals empty unless the run is DONE
 */
public record RunRecord(Place at, long run, long fence, long revision, String checkDigest, String status, String error,
        Optional<Totals> totals, String requestId) implements Seen {
    /** Counts of a run that is DONE. */
    public record Totals(long targets, long derivedTargets, long errors) {}

    /** Whether it is the end of the run. */
    public boolean isTerminal() {
        return isDone() || status.equals("FAILED") || isCanceled();
    }

    /** Whether the checks were run. */
    public boolean isDone() {
        return status.equals("DONE");
    }

    /** Whether it was given up. */
    public boolean isCanceled() {
        return status.equals("CANCELED");
    }
}
