package dev.plangate.db.row;

import java.time.Instant;

/**
 * Where a page of runs ended: the next one begins behind it. It stays right while runs come, go and end, and means what it
 * does in the order in which it was given alone.
 *
 * @param at the time that the order goes by, to the microsecond; {@link Instant#EPOCH} in the order of ids
 * @param planId key of the plan inside the database
 * @param run number of the run
 */
public record RunPosition(Instant at, long planId, long run) {

    public RunPosition {
        Require.notNull("at", at);
        Require.atLeast("planId", planId, 1);
        Require.atLeast("run", run, 1);
    }
}
