package dev.plangate.db.row;

import dev.plangate.v1.CheckRun;
import java.time.Instant;
import java.util.List;

/**
 * A run that ends by the last of its slices, or because its attempts are used up.
 *
 * @param run as it is stored now: DONE or FAILED
 * @param at when, by the database's clock
 * @param slices what its slices found, in order; empty when it FAILED
 */
public record EndedRun(RunRow run, Instant at, List<Page> slices) {

    public EndedRun {
        Require.notNull("run", run);
        Require.notNull("at", at);
        slices = List.copyOf(slices);
    }

    /** What is known of a slice's targets as a whole. */
    public record Page(CheckRun.Totals totals, CheckRun.Facts facts) {}
}
