package dev.plangate.db;

import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.RunFilter;
import dev.plangate.db.row.RunOrder;
import dev.plangate.db.row.RunPosition;
import dev.plangate.v1.CheckRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists of runs, to be looked at: the current runs of plans, or all runs of one plan. Tables plan_check_run and
 * plan_check_run_past; nothing is locked. A page costs what it shows and what its filter passes over; how long the list
 * is, and where in it the page lies, costs nothing.
 */
public final class RunListing {

    /** Rows of a page at most. */
    public static final int LARGEST_PAGE = 1_000;

    /**
     * One statement for all orders, so that one page is of one moment. A branch that is not asked for is not carried out: its
     * first condition looks at what is given alone. A walk follows an index that has the order asked for and stops when the page is
     * full; a find takes all that an index of few holds, and sorts it.
     */
    static final String LIST = """
            with given as materialized (
              select ?::text as walk, ?::text[] as finds, ?::text as plan, ?::text as project, ?::bigint as run,
                     ?::text[] as statuses, ?::text[] as findings, ?::tstzrange as created, ?::tstzrange as updated,
                     ?::text as key, ?::text as way, ?::timestamptz as after_at, ?::bigint as after_plan,
                     ?::bigint as after_run, ?::bigint as size)
            select p.name, r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                   r.created_at, r.updated_at, r.request_id, r.retry_of, r.current
              from given g
             cross join lateral (
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true as current
                   from plan_check_run r
                  where g.walk = 'ID ASCENDING'
                    and r.plan_id > g.after_plan
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by r.plan_id
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where g.walk = 'ID DESCENDING'
                    and r.plan_id < g.after_plan
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by r.plan_id desc
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan p
                   join plan_check_run r on r.plan_id = p.id
                  where g.walk = 'PROJECT ID ASCENDING'
                    and p.project = g.project
                    and p.id > g.after_plan
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by p.id
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan p
                   join plan_check_run r on r.plan_id = p.id
                  where g.walk = 'PROJECT ID DESCENDING'
                    and p.project = g.project
                    and p.id < g.after_plan
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by p.id desc
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where g.walk = 'CREATED ASCENDING'
                    and r.status in ('DONE', 'FAILED', 'CANCELED')
                    and (r.created_at, r.plan_id) > (g.after_at, g.after_plan)
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by r.created_at, r.plan_id
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where g.walk = 'CREATED DESCENDING'
                    and r.status in ('DONE', 'FAILED', 'CANCELED')
                    and (r.created_at, r.plan_id) < (g.after_at, g.after_plan)
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by r.created_at desc, r.plan_id desc
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where g.walk = 'UPDATED ASCENDING'
                    and r.status in ('DONE', 'FAILED', 'CANCELED')
                    and (r.updated_at, r.plan_id) > (g.after_at, g.after_plan)
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by r.updated_at, r.plan_id
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where g.walk = 'UPDATED DESCENDING'
                    and r.status in ('DONE', 'FAILED', 'CANCELED')
                    and (r.updated_at, r.plan_id) < (g.after_at, g.after_plan)
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated)
                  order by r.updated_at desc, r.plan_id desc
                  limit g.size)
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where 'OPEN' = any(g.finds)
                    and r.status = 'AVAILABLE'
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where 'OPEN' = any(g.finds)
                    and r.lease_until is not null
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where 'OPEN' = any(g.finds)
                    and r.open_slices > 0
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan_check_run r
                  where 'FAILED' = any(g.finds)
                    and r.status = 'FAILED'
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan p
                   join plan_check_run r on r.plan_id = p.id
                  where 'PROJECT' = any(g.finds)
                    and p.project = g.project
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, true
                   from plan p
                   join plan_check_run r on r.plan_id = p.id
                  where 'PLAN' = any(g.finds)
                    and p.name = g.plan
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                union all
                (select r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.status, r.error, r.errors, r.warnings,
                        r.created_at, r.updated_at, r.request_id, r.retry_of, false
                   from plan p
                   join plan_check_run_past r on r.plan_id = p.id
                  where 'PLAN' = any(g.finds)
                    and p.name = g.plan
                    and g.run in (0, r.run)
                    and run_is_wanted(r.status, r.errors, r.warnings, r.created_at, r.updated_at,
                                      g.statuses, g.findings, g.created, g.updated))
                ) r
             cross join lateral (
                select case g.key when 'CREATED' then r.created_at when 'UPDATED' then r.updated_at else 'epoch' end as at) k
              join plan p on p.id = r.plan_id
             where g.project in ('', p.project)
               and case g.way when 'ASCENDING' then (k.at, r.plan_id, r.run) > (g.after_at, g.after_plan, g.after_run)
                              else (k.at, r.plan_id, r.run) < (g.after_at, g.after_plan, g.after_run) end
             order by case g.way when 'ASCENDING' then k.at end,
                      case g.way when 'ASCENDING' then r.plan_id end,
                      case g.way when 'ASCENDING' then r.run end,
                      k.at desc, r.plan_id desc, r.run desc
             limit (select size from given)
            """;

    private static final Set<CheckRun.Status> OPEN = EnumSet.of(CheckRun.Status.AVAILABLE, CheckRun.Status.RUNNING);
    private static final Set<CheckRun.Status> RARE = EnumSet.of(CheckRun.Status.AVAILABLE, CheckRun.Status.RUNNING,
            CheckRun.Status.FAILED);
    private static final Set<CheckRun.Status> ALL = EnumSet.of(CheckRun.Status.AVAILABLE, CheckRun.Status.RUNNING,
            CheckRun.Status.DONE, CheckRun.Status.FAILED, CheckRun.Status.CANCELED);

    /** How a page is looked for: the branches of the statement that are carried out. */
    private record Access(String walk, List<String> finds) {

        static Access of(RunFilter filter, RunOrder order) {
            String way = order.ascending() ? "ASCENDING" : "DESCENDING";
            if (!filter.plan().isEmpty()) {
                return new Access("", List.of("PLAN"));
            }
            if (!filter.statuses().isEmpty() && RARE.containsAll(filter.statuses())) {
                return new Access("", finds(filter.statuses()));
            }
            return switch (order.key()) {
                case ID -> new Access((filter.project().isEmpty() ? "ID " : "PROJECT ID ") + way, List.of());
                case CREATED, UPDATED -> filter.project().isEmpty()
                        ? new Access(order.key() + " " + way, finds(statuses(filter)))
                        : new Access("", List.of("PROJECT"));
            };
        }

        /** Of an order by time, the walk passes what has ended: what is open is found apart. */
        private static List<String> finds(Collection<CheckRun.Status> statuses) {
            List<String> finds = new ArrayList<>();
            if (statuses.stream().anyMatch(OPEN::contains)) {
                finds.add("OPEN");
            }
            if (RARE.containsAll(statuses) && statuses.contains(CheckRun.Status.FAILED)) {
                finds.add("FAILED");
            }
            return finds;
        }
    }

    /**
     * A page of runs.
     *
     * @param after the position of the last run of the page before, in the same order; empty = the first page
     * @param limit runs at most, 1 to {@link #LARGEST_PAGE}; fewer come when there are no more
     */
    public List<ListedRun> list(Tx tx, RunFilter filter, RunOrder order, Optional<RunPosition> after, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be 1 to %d, but is %d".formatted(LARGEST_PAGE, limit));
        }
        Access access = Access.of(filter, order);
        long edge = order.ascending() ? 0 : Long.MAX_VALUE;
        return tx.query(LIST).text(access.walk()).texts(access.finds()).text(filter.plan()).text(filter.project())
                .number(filter.run()).texts(statuses(filter), Enum::name).texts(findings(filter))
                .text(range(filter.created())).text(range(filter.updated())).text(order.key().name())
                .text(order.ascending() ? "ASCENDING" : "DESCENDING")
                .text(after.map(position -> position.at().toString())
                        .orElse(order.ascending() ? "-infinity" : "infinity"))
                .number(after.map(RunPosition::planId).orElse(edge)).number(after.map(RunPosition::run).orElse(edge))
                .number((long) limit).list(RunListing::listed);
    }

    /** One run of a plan, current or past; empty when there is none, or no longer. */
    public Optional<ListedRun> find(Tx tx, String plan, long run) {
        RunFilter filter = new RunFilter(plan, "", run, Set.of(), Set.of(), RunFilter.Range.ANY, RunFilter.Range.ANY);
        return list(tx, filter, RunOrder.BY_ID, Optional.empty(), 1).stream().findFirst();
    }

    private static Collection<CheckRun.Status> statuses(RunFilter filter) {
        return filter.statuses().isEmpty() ? ALL : filter.statuses();
    }

    private static List<String> findings(RunFilter filter) {
        return filter.findings().isEmpty()
                ? List.of("ERRORS", "WARNINGS", "CLEAN", "NONE")
                : filter.findings().stream().map(Enum::name).toList();
    }

    private static String range(RunFilter.Range range) {
        return "[%s,%s)".formatted(range.from() == null ? "" : range.from(),
                range.until() == null ? "" : range.until());
    }

    private static ListedRun listed(Row row) {
        return new ListedRun(row.text(), row.number(), row.number(), row.number(), row.text(), row.number(),
                CheckRun.Status.valueOf(row.text()), row.text(), row.integer(), row.integer(), row.instant(),
                row.instant(), row.text(), row.number(), row.flag());
    }
}
