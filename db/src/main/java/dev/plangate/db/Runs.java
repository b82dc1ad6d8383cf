package dev.plangate.db;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.Reaped;
import dev.plangate.db.row.RunBacklog;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRunResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Check runs, one per plan, and the queue that workers claim them from. Table plan_check_run. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Runs {

    private final Database database;

    /** Claims, completions, heartbeats and reaping are transactions of their own on this database. */
    public Runs(Database database) {
        this.database = database;
    }

    /** Locks the runs that exist until the end of the transaction, in key order, and reads them. The plans' rows are locked before. */
    public List<RunRow> lock(Tx tx, Collection<String> plans) {
        throw Failures.unfinished();
    }

    /** Reads without a lock. */
    public List<RunRow> find(Tx tx, Collection<String> plans) {
        throw Failures.unfinished();
    }

    /**
     * Replaces each plan's run; results, owner, lease and attempts are cleared. The caller holds the plans' locks.
     *
     * @throws IllegalArgumentException for a RUNNING row (only a claim makes one), or a plan given twice
     * @throws IllegalStateException when a run or fence would go back, or a plan is not stored
     */
    public void save(Tx tx, List<RunRow> rows) {
        throw Failures.unfinished();
    }

    /** Notes the request that was coalesced into a plan's queued or running run, which goes on as it is. Plan -> request id. */
    public void coalesce(Tx tx, Map<String, String> requestIds) {
        throw Failures.unfinished();
    }

    /** The results of a plan's run; empty when there is no such run or it has none. */
    public Optional<CheckRunResult> result(Tx tx, String plan) {
        throw Failures.unfinished();
    }

    /** Claims the runs that have been available for longest: RUNNING, fence + 1, attempts + 1, a lease from now on. */
    public List<Claim> claim(String owner, int limit, Duration lease) {
        throw Failures.unfinished();
    }

    /**
     * Ends runs and appends their events, of those alone whose claim still holds: fence, RUNNING, lease not over.
     *
     * @return the plans that matched; the runs of the others were taken over, and their results and events are dropped
     * @throws IllegalArgumentException when one claim is completed twice in the batch
     */
    public Set<String> complete(List<Completion> completions) {
        throw Failures.unfinished();
    }

    /** Lets the leases end this much later than now; those still held. */
    public Set<Held> heartbeat(String owner, Collection<Held> claims, Duration lease) {
        throw Failures.unfinished();
    }

    /** Hands claims back: AVAILABLE at once, the attempt is not counted; those that were still held. */
    public Set<Held> release(String owner, Collection<Held> claims) {
        throw Failures.unfinished();
    }

    /**
     * Takes runs whose lease is over: AVAILABLE again, or FAILED, with events, once maxAttempts claims are used up.
     *
     * @param failedEvents the events of a run that has FAILED; called inside the transaction, takes no connection
     */
    public Reaped reap(int limit, int maxAttempts, Function<RunRow, List<OutboxRow>> failedEvents) {
        throw Failures.unfinished();
    }

    /** What the queue holds. */
    public RunBacklog backlog() {
        throw Failures.unfinished();
    }
}
