package dev.plangate.db;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Slice;
import dev.plangate.db.row.TargetResult;
import dev.plangate.db.row.TargetResult.TargetPosition;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What runs found, target by target, of current runs and past ones. Results are stored in pages: a run that was cut has one
 * for each slice, any other run has one. A target lies in one page. A page of targets reads the stored pages that it shows, and
 * no other.
 */
public final class RunResults {

    private record Page(int number, CheckRunResult result) {}

    /**
     * A page of a run's targets, in the order of its slices, and by name within each.
     *
     * @param run number of the run, the plan's current one or a past one
     * @param after the position of the last target of the page before
     * @param limit targets at most, at least 1
     * @return what there is: nothing of a run that FAILED or was CANCELED, of one that is being checked in slices those that are
     *         DONE, and targets without any outcome are not there. Fewer than {@code limit} when there are no more
     */
    public List<TargetResult> targets(Tx tx, String plan, long run, TargetPosition after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
        }
        List<TargetResult> targets = new ArrayList<>();
        TargetPosition position = after;
        while (targets.size() < limit) {
            Optional<Page> page = page(tx, plan, run, position);
            if (page.isEmpty()) {
                break;
            }
            String last = page.get().number() == position.page() ? position.target() : "";
            byTarget(page.get()).stream().filter(target -> target.target().compareTo(last) > 0)
                    .limit(limit - targets.size()).forEach(targets::add);
            position = new TargetPosition(page.get().number() + 1, "");
        }
        return targets;
    }

    /**
     * What a run found on one target; empty when it found nothing there (yet).
     *
     * @param target instances/{instance}/databases/{database}
     */
    public Optional<TargetResult> target(Tx tx, String plan, long run, String target) {
        return tx
                .query("""
                        with given as materialized (
                          select ?::text as plan, ?::bigint as run,
                                 jsonb_build_object('outcomes', jsonb_build_array(jsonb_build_object('target', ?::text))) as sought)
                        select f.page, f.result
                          from given g
                          join plan p on p.name = g.plan
                         cross join lateral (
                           select 0 as page, r.result
                             from plan_check_run r
                            where r.plan_id = p.id
                              and r.run = g.run
                              and r.slices = 0
                              and r.result @> g.sought
                           union all
                           select s.slice, s.result
                             from plan_check_run r
                             join plan_check_slice s on s.plan_id = r.plan_id and s.run_fence = r.fence
                            where r.plan_id = p.id
                              and r.run = g.run
                              and r.slices > 0
                              and s.result @> g.sought
                           union all
                           select h.page, h.result
                             from plan_check_run_past_page h
                            where h.plan_id = p.id
                              and h.run = g.run
                              and h.result @> g.sought) f
                         limit 1
                        """)
                .text(plan).number(run).text(target).one(RunResults::read).stream()
                .flatMap(page -> byTarget(page).stream()).filter(found -> found.target().equals(target)).findFirst();
    }

    /**
     * What a retry may take over: the outcomes of a past run on the targets in a range, by target.
     *
     * @param retry a claim with {@link Claim#retryOf()}
     * @return empty when that run did not check what the claim is to check, or is no longer there
     */
    public Map<String, List<CheckOutcome>> retried(Tx tx, Claim retry) {
        return tx.query("""
                select h.page, h.result
                  from plan p
                  join plan_check_run_past r on r.plan_id = p.id
                  join plan_check_run_past_page h on h.plan_id = r.plan_id and h.run = r.run
                 where p.name = ?
                   and r.run = ?
                   and r.revision = ?
                   and r.check_digest = ?
                   and h.first < ?
                   and h.first + h.targets::bigint > ?
                 order by h.page
                """).text(retry.plan()).number(retry.retryOf()).number(retry.revision()).text(retry.checkDigest())
                .number(retry.slice().map(slice -> slice.first() + (long) slice.targets()).orElse(Long.MAX_VALUE))
                .number(retry.slice().map(Slice::first).orElse(0).longValue()).list(RunResults::read).stream()
                .flatMap(page -> byTarget(page).stream())
                .collect(Collectors.toMap(TargetResult::target, TargetResult::outcomes));
    }

    /** The first stored page from a position on. */
    private static Optional<Page> page(Tx tx, String plan, long run, TargetPosition from) {
        return tx.query("""
                with given as materialized (
                  select ?::text as plan, ?::bigint as run, ?::int as page)
                select f.page, f.result
                  from given g
                  join plan p on p.name = g.plan
                 cross join lateral (
                   (select 0 as page, r.result
                      from plan_check_run r
                     where r.plan_id = p.id
                       and r.run = g.run
                       and r.result is not null
                       and g.page <= 0)
                   union all
                   (select s.slice, s.result
                      from plan_check_run r
                      join plan_check_slice s on s.plan_id = r.plan_id
                     where r.plan_id = p.id
                       and r.run = g.run
                       and r.slices > 0
                       and s.run_fence = r.fence
                       and s.slice >= g.page
                       and s.result is not null
                     order by s.slice
                     limit 1)
                   union all
                   (select h.page, h.result
                      from plan_check_run_past_page h
                     where h.plan_id = p.id
                       and h.run = g.run
                       and h.page >= g.page
                     order by h.page
                     limit 1)) f
                """).text(plan).number(run).number(from.page()).one(RunResults::read);
    }

    private static Page read(Row row) {
        return new Page(row.integer(), row.json(CheckRunResult.newBuilder()).build());
    }

    private static List<TargetResult> byTarget(Page page) {
        Map<String, List<CheckOutcome>> byTarget = new TreeMap<>();
        page.result().getOutcomesList()
                .forEach(outcome -> byTarget.computeIfAbsent(outcome.getTarget(), _ -> new ArrayList<>()).add(outcome));
        return byTarget.entrySet().stream().map(found -> new TargetResult(found.getKey(), found.getValue(),
                new TargetPosition(page.number(), found.getKey()))).toList();
    }
}
