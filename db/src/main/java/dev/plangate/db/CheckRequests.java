package dev.plangate.db;

import dev.plangate.db.row.CheckRequestRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Requests that were answered, so that each counts once. Table check_request. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class CheckRequests {

    /** Those of the ids that were answered before. */
    public Set<String> seen(Tx tx, Collection<String> requestIds) {
        throw Failures.unfinished();
    }

    /** Notes the answers; an id that is there already stays as it is. */
    public void save(Tx tx, List<CheckRequestRow> rows) {
        throw Failures.unfinished();
    }

    /** Forgets up to limit requests that are older than this; how many. */
    public int forget(Tx tx, Duration olderThan, int limit) {
        throw Failures.unfinished();
    }
}
