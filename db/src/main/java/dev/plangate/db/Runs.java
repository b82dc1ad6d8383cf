package dev.plangate.db;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.Reaped;
import dev.plangate.db.row.RunBacklog;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Check runs, one per plan, and the queue that workers claim them from. Table plan_check_run. */
public final class Runs implements Claims {

    private final RunQueue queue;
    private final RunHistory history;

    /** Claims, completions, heartbeats and reaping are transactions of their own on this database. */
    public Runs(Database database) {
        this(database, RunHistory.USUAL);
    }

    /** @param past runs that are kept of each plan beside its current one; at least 1 */
    public Runs(Database database, int past) {
        this.queue = new RunQueue(database, new Outbox(database));
        this.history = new RunHistory(past);
    }

    /**
     * Locks the runs that exist until the end of the transaction, in key order, and reads them. The plans' rows are
     * locked before.
     */
    public List<RunRow> lock(Tx tx, Collection<String> plans) {
        return tx.query("""
                select p.name, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.created_at,
                       r.available_at, r.request_id, r.errors, r.retry_of
                  from plan_check_run r
                  join plan p on p.id = r.plan_id
                 where p.name = any(?)
                 order by r.plan_id
                   for no key update of r
                """).texts(plans).list(Runs::run);
    }

    /** Reads without a lock. */
    public List<RunRow> find(Tx tx, Collection<String> plans) {
        return tx.query("""
                select p.name, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.created_at,
                       r.available_at, r.request_id, r.errors, r.retry_of
                  from plan_check_run r
                  join plan p on p.id = r.plan_id
                 where p.name = any(?)
                 order by p.name
                """).texts(plans).list(Runs::run);
    }

    /** Replaces each plan's run; {@link #save(Tx, List, List)} without runs that ended on the way. */
    public void save(Tx tx, List<RunRow> rows) {
        save(tx, rows, List.of());
    }

    /**
     * Replaces each plan's run; results, slices, owner, lease and attempts are cleared. What a run of a higher number
     * replaces becomes a past run, with its results. The caller holds the plans' locks, and those of the runs that exist.
     *
     * @param over runs that have ended in this transaction and are not their plan's current one: those that were open and are
     *             replaced, with how they ended, and those that were never stored
     * @throws IllegalArgumentException for a RUNNING row (only a claim makes one), a plan given twice, or a run that is over and
     *             has not ended
     * @throws IllegalStateException when a run or fence would go back, or a plan is not stored
     */
    public void save(Tx tx, List<RunRow> rows, List<RunRow> over) {
        history.keep(tx, rows, over);
        replace(tx, rows);
        history.bound(tx, rows, over);
    }

    private void replace(Tx tx, List<RunRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> plans = new HashSet<>();
        rows.forEach(row -> {
            if (row.status() == CheckRun.Status.RUNNING) {
                throw new IllegalArgumentException(row.plan() + ": a run becomes RUNNING by a claim alone");
            }
            if (!plans.add(row.plan())) {
                throw new IllegalArgumentException(row.plan() + " is given twice");
            }
        });
        tx.query("""
                delete from plan_check_slice s
                 using plan_check_run r, plan p
                 where p.name = any(?)
                   and r.plan_id = p.id
                   and r.slices > 0
                   and s.plan_id = r.plan_id
                """).texts(plans).update();
        int written = tx
                .query("""
                        insert into plan_check_run as stored (
                               plan_id, run, revision, check_digest, fence, status, error, created_at, updated_at, available_at, request_id, retry_of)
                        select p.id, g.run, g.revision, g.check_digest, g.fence, g.status, g.error,
                               coalesce(g.created_at::timestamptz, clock_timestamp()), clock_timestamp(),
                               coalesce(g.available_at::timestamptz, clock_timestamp()), g.request_id, g.retry_of
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as g (
                                 plan, run, revision, check_digest, fence, status, error, created_at, available_at, request_id, retry_of)
                          join plan p on p.name = g.plan
                         order by p.id
                            on conflict (plan_id) do update
                           set run = excluded.run,
                               revision = excluded.revision,
                               check_digest = excluded.check_digest,
                               fence = excluded.fence,
                               status = excluded.status,
                               error = excluded.error,
                               created_at = excluded.created_at,
                               updated_at = excluded.updated_at,
                               available_at = excluded.available_at,
                               request_id = excluded.request_id,
                               retry_of = excluded.retry_of,
                               result = null,
                               errors = 0,
                               warnings = 0,
                               attempts = 0,
                               slices = 0,
                               open_slices = 0,
                               owner = null,
                               lease_until = null
                         where stored.run <= excluded.run
                           and stored.fence <= excluded.fence
                        """)
                .texts(rows, RunRow::plan).longs(rows, RunRow::run).longs(rows, RunRow::revision)
                .texts(rows, RunRow::checkDigest).longs(rows, RunRow::fence).texts(rows, row -> row.status().name())
                .texts(rows, row -> StorableText.of(row.error())).instants(rows, RunRow::createdAt)
                .instants(rows, RunRow::availableAt).texts(rows, RunRow::requestId).longs(rows, RunRow::retryOf)
                .update();
        if (written != rows.size()) {
            throw new IllegalStateException(
                    "of %d runs %d were refused: run or fence would go back, or there is no plan"
                            .formatted(rows.size(), rows.size() - written));
        }
    }

    /**
     * Notes the request that was coalesced into a plan's queued or running run, which goes on as it is. Plan -> request
     * id. The caller holds the runs' locks.
     */
    public void coalesce(Tx tx, Map<String, String> requestIds) {
        tx.query("""
                update plan_check_run r
                   set request_id = g.request_id, updated_at = clock_timestamp()
                  from unnest(?, ?) as g (plan, request_id)
                  join plan p on p.name = g.plan
                 where r.plan_id = p.id
                   and r.status in ('AVAILABLE', 'RUNNING')
                """).texts(requestIds.keySet()).texts(requestIds.values()).update();
    }

    /**
     * The results of a plan's run, the pages of its slices put together; empty when there is no such run or it has none
     * yet. Of a run that is still open, what there is.
     */
    public Optional<CheckRunResult> result(Tx tx, String plan) {
        return tx.query("""
                select coalesce(s.result, r.result)
                  from plan p
                  join plan_check_run r on r.plan_id = p.id
                  left join plan_check_slice s on s.plan_id = r.plan_id and r.slices > 0
                 where p.name = ?
                   and coalesce(s.result, r.result) is not null
                 order by s.slice
                """).text(plan).list(row -> row.json(CheckRunResult.newBuilder())).stream()
                .reduce((all, page) -> all.mergeFrom(page.build())).map(CheckRunResult.Builder::build);
    }

    /** The runs that have been available for longest. */
    @Override
    public List<Claim> claim(String owner, int limit, Duration lease) {
        return queue.claim(owner, limit, lease);
    }

    /**
     * Ends runs and appends their events, of those alone whose claim still holds: fence, RUNNING, lease not over.
     *
     * @return the claims that matched; the runs of the others were taken over, and their results and events are dropped
     * @throws IllegalArgumentException when one claim is completed twice in the batch
     */
    public Set<Held> complete(List<Completion> completions) {
        return queue.complete(completions);
    }

    @Override
    public Set<Held> heartbeat(String owner, Collection<Held> claims, Duration lease) {
        return queue.heartbeat(owner, claims, lease);
    }

    @Override
    public Set<Held> stillHeld(Collection<Held> claims) {
        return queue.stillHeld(claims);
    }

    @Override
    public Set<Held> release(String owner, Collection<Held> claims) {
        return queue.release(owner, claims);
    }

    @Override
    public Reaped reap(int limit, int maxAttempts, Function<EndedRun, OutboxRow> terminal) {
        return queue.reap(limit, maxAttempts, terminal);
    }

    /** What the queue holds. */
    public RunBacklog backlog() {
        return queue.backlog();
    }

    static RunRow run(Row row) {
        return new RunRow(row.text(), row.number(), row.number(), row.text(), row.number(),
                CheckRun.Status.valueOf(row.text()), row.text(), row.instant(), row.instant(), row.text(),
                row.integer(), row.number());
    }
}
