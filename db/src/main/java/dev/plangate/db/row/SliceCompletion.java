package dev.plangate.db.row;

import dev.plangate.v1.CheckRunResult;
import java.util.List;

/**
 * The end of a claimed slice.
 *
 * @param held the claim
 * @param runFence of the run that it belongs to
 * @param error why it, and with it the run, FAILED; empty = it was checked
 * @param result all outcomes of its targets
 * @param page what is known of its targets as a whole
 * @param events published if, and only if, the claim still holds and the run is still open
 */
public record SliceCompletion(Held held, long runFence, String error, CheckRunResult result, EndedRun.Page page,
        List<OutboxRow> events) {

    public SliceCompletion {
        Require.atLeast("slice", held.slice(), 0);
        Require.atLeast("runFence", runFence, 1);
        Require.notNull("error", error);
        Require.notNull("result", result);
        Require.notNull("page", page);
        events = List.copyOf(events);
    }
}
