package dev.plangate.db;

import dev.plangate.db.row.RolloutFilter;
import dev.plangate.db.row.RolloutRow;
import java.time.Instant;
import java.util.List;

/** Lists of rollouts, to be looked at. Table rollout; nothing is locked. */
public final class RolloutListing {

    private static final String BY_PLAN = """
            select plan, name, command_id, plan_state_version, run, revision, check_digest, requester, override_reason, created_at
              from rollout
             where ? in ('', plan)
               and starts_with(plan, ?)
               and requester = any(array_append(?::text[], case ? when 'ANY' then requester end))
               and created_at <@ ?::tstzrange
               and plan > ?
             order by plan
             limit ?
            """;
    private static final String OLDEST_FIRST = """
            select plan, name, command_id, plan_state_version, run, revision, check_digest, requester, override_reason, created_at
              from rollout
             where ? in ('', plan)
               and starts_with(plan, ?)
               and requester = any(array_append(?::text[], case ? when 'ANY' then requester end))
               and created_at <@ ?::tstzrange
               and (created_at, plan) > (?::timestamptz, ?)
             order by created_at, plan
             limit ?
            """;
    private static final String NEWEST_FIRST = """
            select plan, name, command_id, plan_state_version, run, revision, check_digest, requester, override_reason, created_at
              from rollout
             where ? in ('', plan)
               and starts_with(plan, ?)
               and requester = any(array_append(?::text[], case ? when 'ANY' then requester end))
               and created_at <@ ?::tstzrange
               and (created_at, plan) < (?::timestamptz, ?)
             order by created_at desc, plan desc
             limit ?
            """;

    /**
     * A page of rollouts.
     *
     * @param afterTime when the last one of the page before was made; null = the first page
     * @param afterPlan the plan of the last one of the page before; empty = the first page
     * @param limit rollouts at most; fewer come when there are no more
     */
    public List<RolloutRow> list(Tx tx, RolloutFilter filter, RolloutFilter.Order order, Instant afterTime,
            String afterPlan, int limit) {
        Query query = tx.query(switch (order) {
            case PLAN -> BY_PLAN;
            case OLDEST_FIRST -> OLDEST_FIRST;
            case NEWEST_FIRST -> NEWEST_FIRST;
        }).text(filter.plan()).text(filter.project().isEmpty() ? "" : filter.project() + "/plans/")
                .texts(filter.requester().stream().toList()).text(filter.requester().isPresent() ? "" : "ANY")
                .text(range(filter));
        Query behind = switch (order) {
            case PLAN -> query.text(afterPlan);
            case OLDEST_FIRST -> query.text(afterTime == null ? "-infinity" : afterTime.toString()).text(afterPlan);
            case NEWEST_FIRST -> query.text(afterTime == null ? "infinity" : afterTime.toString()).text(afterPlan);
        };
        return behind.number(limit).list(row -> new RolloutRow(row.text(), row.text(), row.text(), row.number(),
                row.number(), row.number(), row.text(), row.text(), row.text(), row.instant()));
    }

    private static String range(RolloutFilter filter) {
        return "[%s,%s)".formatted(filter.created().from() == null ? "" : filter.created().from(),
                filter.created().until() == null ? "" : filter.created().until());
    }
}
