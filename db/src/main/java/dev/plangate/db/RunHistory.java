package dev.plangate.db;

import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Past runs: those that a newer one has replaced. Tables plan_check_run_past and plan_check_run_past_page. Written in the
 * transaction that makes the newer run; a plan's first run costs nothing. A run that an open retry takes results over from is
 * never forgotten.
 */
public final class RunHistory {

    /** Past runs that are kept of a plan where nobody says another number. */
    public static final int USUAL = 10;

    private final int most;

    /** @param most past runs that are kept of each plan, at least 1: a retry needs the run before it */
    public RunHistory(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, but is " + most);
        }
        this.most = most;
    }

    /** Before the rows replace what is stored. */
    void keep(Tx tx, List<RunRow> rows, List<RunRow> over) {
        List<RunRow> newer = newer(rows);
        if (!newer.isEmpty()) {
            replaced(tx, newer);
        }
        if (!over.isEmpty()) {
            ended(tx, over);
        }
    }

    /** After it, so that the retries among the rows are seen. What a plan has too many of is bounded, and so is the cost. */
    void bound(Tx tx, List<RunRow> rows, List<RunRow> over) {
        Set<String> plans = new TreeSet<>();
        newer(rows).forEach(row -> plans.add(row.plan()));
        over.forEach(row -> plans.add(row.plan()));
        if (plans.isEmpty()) {
            return;
        }
        tx.query("""
                delete from plan_check_run_past h
                 using (select p.id, (select n.run
                                        from plan_check_run_past n
                                       where n.plan_id = p.id
                                       order by n.run desc
                                      offset ?
                                       limit 1) as newest
                          from unnest(?) as g (plan)
                          join plan p on p.name = g.plan) b
                 where h.plan_id = b.id
                   and h.run <= b.newest
                   and not exists (select from plan_check_run r
                                    where r.plan_id = h.plan_id
                                      and r.retry_of = h.run
                                      and r.status in ('AVAILABLE', 'RUNNING'))
                """).number(most).texts(plans).update();
    }

    /** A first run replaces none. */
    private static List<RunRow> newer(List<RunRow> rows) {
        return rows.stream().filter(row -> row.run() > 1).toList();
    }

    /** The pages of a run that is DONE go with it: those of its slices, or the one that it has. */
    private static void replaced(Tx tx, List<RunRow> newer) {
        tx.query(
                """
                        with kept as (
                          insert into plan_check_run_past (
                                 plan_id, run, revision, check_digest, fence, status, error, errors, warnings, created_at, updated_at,
                                 request_id, retry_of)
                          select r.plan_id, r.run, r.revision, r.check_digest, r.fence,
                                 case when r.status in ('AVAILABLE', 'RUNNING') then 'CANCELED' else r.status end,
                                 case when r.status in ('AVAILABLE', 'RUNNING') then 'SUPERSEDED by run ' || g.run else r.error end,
                                 r.errors, r.warnings, r.created_at,
                                 case when r.status in ('AVAILABLE', 'RUNNING') then clock_timestamp() else r.updated_at end,
                                 r.request_id, r.retry_of
                            from unnest(?, ?) as g (plan, run)
                            join plan p on p.name = g.plan
                            join plan_check_run r on r.plan_id = p.id and r.run < g.run
                              on conflict (plan_id, run) do nothing
                          returning plan_id, run, status)
                        insert into plan_check_run_past_page (plan_id, run, page, first, targets, result)
                        select k.plan_id, k.run, f.page, f.first, f.targets, f.result
                          from kept k
                         cross join lateral (
                           select 0 as page, 0 as first, 2147483647 as targets, r.result
                             from plan_check_run r
                            where r.plan_id = k.plan_id
                              and r.result is not null
                           union all
                           select s.slice, s.first, s.targets, s.result
                             from plan_check_run r
                             join plan_check_slice s on s.plan_id = r.plan_id
                            where r.plan_id = k.plan_id
                              and r.slices > 0
                              and s.result is not null) f
                         where k.status = 'DONE'
                        """)
                .texts(newer, RunRow::plan).longs(newer, RunRow::run).update();
    }

    private static void ended(Tx tx, List<RunRow> over) {
        over.forEach(row -> {
            if (row.status() != CheckRun.Status.DONE && row.status() != CheckRun.Status.FAILED
                    && row.status() != CheckRun.Status.CANCELED) {
                throw new IllegalArgumentException(
                        "run %d of %s is %s, not over".formatted(row.run(), row.plan(), row.status()));
            }
        });
        tx.query(
                """
                        insert into plan_check_run_past (
                               plan_id, run, revision, check_digest, fence, status, error, errors, warnings, created_at, updated_at,
                               request_id, retry_of)
                        select p.id, g.run, g.revision, g.check_digest, g.fence, g.status, g.error, 0, 0,
                               coalesce(g.created_at::timestamptz, clock_timestamp()), clock_timestamp(), g.request_id, g.retry_of
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as g (
                                 plan, run, revision, check_digest, fence, status, error, created_at, request_id, retry_of)
                          join plan p on p.name = g.plan
                            on conflict (plan_id, run) do update
                           set fence = excluded.fence,
                               status = excluded.status,
                               error = excluded.error,
                               updated_at = excluded.updated_at
                        """)
                .texts(over, RunRow::plan).longs(over, RunRow::run).longs(over, RunRow::revision)
                .texts(over, RunRow::checkDigest).longs(over, RunRow::fence).texts(over, row -> row.status().name())
                .texts(over, row -> StorableText.of(row.error())).instants(over, RunRow::createdAt)
                .texts(over, RunRow::requestId).longs(over, RunRow::retryOf).update();
    }

    /** Forgets up to {@code limit} past runs that ended longer ago than this, oldest first; how many. A transaction of its own. */
    public static int forget(Database database, Duration olderThan, int limit) {
        return database.statement(tx -> tx.query("""
                with old as materialized (
                  select o.plan_id, o.run
                    from plan_check_run_past o
                   where o.updated_at < statement_timestamp() - ? * interval '1 millisecond'
                     and not exists (select from plan_check_run r
                                      where r.plan_id = o.plan_id
                                        and r.retry_of = o.run
                                        and r.status in ('AVAILABLE', 'RUNNING'))
                   order by o.updated_at
                   limit ?
                     for update of o skip locked)
                delete from plan_check_run_past h
                 using old
                 where h.plan_id = old.plan_id
                   and h.run = old.run
                """).number(olderThan.toMillis()).number(limit).update());
    }
}
