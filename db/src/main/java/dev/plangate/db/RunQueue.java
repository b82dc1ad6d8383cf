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
import dev.plangate.v1.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The queue side of plan_check_run. Who waits for row locks takes them in the order of plan_id, by a statement of its
 * own before the write (an update does not lock in order); who does not wait skips locked rows.
 */
final class RunQueue {

    /**
     * statement_timestamp() bounds the index range; clock_timestamp() would be tested row by row, waiting runs included.
     */
    static final String CLAIM = """
            with picked as materialized (
              select id
                from plan_check_run
               where status = 'AVAILABLE'
                 and available_at <= statement_timestamp()
               order by available_at, id
               limit ?
                 for no key update skip locked),
            claimed as (
              update plan_check_run r
                 set status = 'RUNNING',
                     fence = r.fence + 1,
                     attempts = r.attempts + 1,
                     owner = ?,
                     lease_until = clock_timestamp() + ? * interval '1 millisecond',
                     updated_at = clock_timestamp()
                from picked
               where r.id = picked.id
              returning r.plan_id, r.run, r.revision, r.check_digest, r.fence, r.attempts, r.created_at, r.updated_at,
                        r.request_id, r.retry_of)
            select p.name, c.run, c.revision, c.check_digest, c.fence, c.attempts, p.content, c.created_at, c.updated_at,
                   c.request_id, c.retry_of
              from claimed c
              join plan p on p.id = c.plan_id
            """;

    /** A locked run whose claim matched when it was locked. */
    private record Locked(long planId, Held held) {}

    private record Event(long planId, OutboxRow row) {}

    private record Expired(long planId, int attempts, RunRow run) {

        boolean failed(int maxAttempts) {
            return attempts >= maxAttempts;
        }

        RunRow failedRun() {
            return run.ended(CheckRun.Status.FAILED, exhausted("the run", attempts));
        }
    }

    /** Why a run FAILED whose workers were lost again and again. */
    static String exhausted(String what, int attempts) {
        return "ATTEMPTS_EXHAUSTED: %s was claimed %d times, and each time its worker was lost".formatted(what,
                attempts);
    }

    private final Database database;
    private final Outbox outbox;

    RunQueue(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    List<Claim> claim(String owner, int limit, Duration lease) {
        return database.statement(tx -> tx.query(CLAIM)
                .number(limit).text(owner).number(lease.toMillis())
                .list(row -> new Claim(row.text(), row.number(), row.number(), row.text(), row.number(),
                        row.integer(), row.message(Plan.parser()), row.instant(), row.instant(), row.text(),
                        row.number(), Optional.empty())));
    }

    Set<Held> complete(List<Completion> completions) {
        Map<Held, Completion> byClaim = new LinkedHashMap<>();
        completions.forEach(completion -> {
            if (byClaim.put(completion.held(), completion) != null) {
                throw new IllegalArgumentException(
                        "%s, fence %d is completed twice".formatted(completion.plan(), completion.fence()));
            }
        });
        if (byClaim.isEmpty()) {
            return Set.of();
        }
        return database.transaction(tx -> {
            List<Locked> locked = lock(tx, byClaim.keySet());
            List<Event> events = new ArrayList<>();
            Map<Long, Held> held = new HashMap<>();
            locked.forEach(run -> {
                held.put(run.planId(), run.held());
                byClaim.get(run.held()).events().forEach(row -> events.add(new Event(run.planId(), row)));
            });
            return write(tx, locked, byClaim, events).stream().map(held::get).collect(Collectors.toUnmodifiableSet());
        });
    }

    /** The ids of the plans whose run was ended. The (... in ...) is true keeps a hashed lookup: no join of the batch with itself. */
    private static List<Long> write(Tx tx, List<Locked> locked, Map<Held, Completion> byClaim, List<Event> events) {
        Query query = tx
                .query("""
                        with given as materialized (
                          select *
                            from unnest(?, ?, ?, ?, ?, ?, ?) as g (plan_id, fence, status, error, result, errors, warnings)),
                        events as materialized (
                          select *
                            from unnest(?, ?, ?, ?, ?, ?) with ordinality as e (plan_id, part, topic, key, value, headers, place)),
                        done as (
                          update plan_check_run r
                             set status = g.status,
                                 error = g.error,
                                 result = g.result::jsonb,
                                 errors = g.errors,
                                 warnings = g.warnings,
                                 owner = null,
                                 lease_until = null,
                                 updated_at = clock_timestamp()
                            from given g
                           where r.plan_id = g.plan_id
                             and r.fence = g.fence
                             and r.status = 'RUNNING'
                             and r.lease_until > clock_timestamp()
                          returning r.plan_id),
                        sent as (
                          insert into outbox (part, topic, key, value, headers)
                          select part, topic, key, value, headers::text[]
                            from events
                           where (plan_id in (select plan_id from done)) is true
                           order by place)
                        select plan_id from done
                        """)
                .longs(locked, Locked::planId).longs(locked, run -> run.held().fence())
                .texts(locked, run -> byClaim.get(run.held()).status().name())
                .texts(locked, run -> StorableText.of(byClaim.get(run.held()).error()))
                .texts(locked, run -> StorableText.json(byClaim.get(run.held()).result()))
                .ints(locked, run -> byClaim.get(run.held()).errors())
                .ints(locked, run -> byClaim.get(run.held()).warnings()).longs(events, Event::planId);
        return Outbox.columns(query, events.stream().map(Event::row).toList()).list(Row::number);
    }

    Set<Held> heartbeat(String owner, Collection<Held> claims, Duration lease) {
        return change(claims, (tx, locked) -> tx.query("""
                update plan_check_run r
                   set lease_until = clock_timestamp() + ? * interval '1 millisecond'
                  from unnest(?, ?) as g (plan_id, fence)
                 where r.plan_id = g.plan_id
                   and r.fence = g.fence
                   and r.owner = ?
                   and r.status = 'RUNNING'
                   and r.lease_until > clock_timestamp()
                returning r.plan_id
                """).number(lease.toMillis()).longs(locked, Locked::planId).longs(locked, run -> run.held().fence())
                .text(owner).list(Row::number));
    }

    Set<Held> release(String owner, Collection<Held> claims) {
        return change(claims, (tx, locked) -> tx.query("""
                update plan_check_run r
                   set status = 'AVAILABLE',
                       available_at = clock_timestamp(),
                       attempts = r.attempts - 1,
                       owner = null,
                       lease_until = null,
                       updated_at = clock_timestamp()
                  from unnest(?, ?) as g (plan_id, fence)
                 where r.plan_id = g.plan_id
                   and r.fence = g.fence
                   and r.owner = ?
                   and r.status = 'RUNNING'
                   and r.lease_until > clock_timestamp()
                returning r.plan_id
                """).longs(locked, Locked::planId).longs(locked, run -> run.held().fence()).text(owner)
                .list(Row::number));
    }

    Reaped reap(int limit, int maxAttempts, Function<EndedRun, OutboxRow> terminal) {
        return database.transaction(tx -> {
            List<Expired> expired = tx.query("""
                    select r.plan_id, r.attempts, p.name, r.run, r.revision, r.check_digest, r.fence, r.status, r.error,
                           r.created_at, r.available_at, r.request_id, r.errors, r.retry_of
                      from plan_check_run r
                      join plan p on p.id = r.plan_id
                     where r.lease_until is not null
                       and r.lease_until <= statement_timestamp()
                     order by r.lease_until
                     limit ?
                       for no key update of r skip locked
                    """).number(limit).list(row -> new Expired(row.number(), row.integer(), Runs.run(row)));
            if (expired.isEmpty()) {
                return new Reaped(List.of(), List.of());
            }
            tx.query("""
                    update plan_check_run r
                       set status = case when g.failed then 'FAILED' else 'AVAILABLE' end,
                           error = case when g.failed then g.error else '' end,
                           available_at = case when g.failed then r.available_at else clock_timestamp() end,
                           owner = null,
                           lease_until = null,
                           updated_at = clock_timestamp()
                      from unnest(?, ?, ?) as g (plan_id, failed, error)
                     where r.plan_id = g.plan_id
                    """).longs(expired, Expired::planId).flags(expired, run -> run.failed(maxAttempts))
                    .texts(expired, run -> run.failedRun().error()).update();
            List<RunRow> failed = expired.stream().filter(run -> run.failed(maxAttempts)).map(Expired::failedRun)
                    .toList();
            Instant now = tx.now();
            outbox.append(tx,
                    failed.stream().map(run -> terminal.apply(new EndedRun(run, now, List.of()))).toList());
            return new Reaped(
                    expired.stream().filter(run -> !run.failed(maxAttempts)).map(run -> run.run().plan()).toList(),
                    failed.stream().map(RunRow::plan).toList());
        });
    }

    Set<Held> stillHeld(Collection<Held> claims) {
        return Set.copyOf(database.statement(tx -> tx.query("""
                select g.plan, g.fence
                  from unnest(?, ?) as g (plan, fence)
                  join plan p on p.name = g.plan
                  join plan_check_run r on r.plan_id = p.id and r.fence = g.fence
                 where r.status = 'RUNNING'
                """).texts(claims, Held::plan).longs(claims, Held::fence)
                .list(row -> Held.run(row.text(), row.number()))));
    }

    RunBacklog backlog() {
        return database.statement(tx -> tx
                .query("""
                        select (select count(*) from plan_check_run
                                 where status = 'AVAILABLE' and available_at <= statement_timestamp()),
                               (select count(*) from plan_check_run
                                 where status = 'AVAILABLE' and available_at > statement_timestamp()),
                               (select count(*) from plan_check_run where lease_until is not null)
                                 + (select count(distinct plan_id) from plan_check_slice where status <> 'DONE'),
                               (select count(*) from plan_check_slice where status = 'AVAILABLE'),
                               coalesce((extract(epoch from statement_timestamp()
                                 - (select min(available_at) from plan_check_run where status = 'AVAILABLE')) * 1000)::bigint, 0)
                        """)
                .one(row -> new RunBacklog(row.number(), row.number(), row.number(), row.number(),
                        Duration.ofMillis(Math.max(0, row.number()))))
                .orElseThrow());
    }

    private interface Change {
        List<Long> apply(Tx tx, List<Locked> locked);
    }

    private Set<Held> change(Collection<Held> claims, Change change) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        return database.transaction(tx -> {
            List<Locked> locked = lock(tx, new LinkedHashSet<>(claims));
            Map<Long, Held> held = locked.stream().collect(Collectors.toMap(Locked::planId, Locked::held));
            return change.apply(tx, locked).stream().map(held::get).collect(Collectors.toUnmodifiableSet());
        });
    }

    /** Locks those of the runs that are still RUNNING under that fence. A plan's run has one fence, so that each plan comes back once. */
    private static List<Locked> lock(Tx tx, Set<Held> claims) {
        return tx.query("""
                select r.plan_id, g.plan, g.fence
                  from unnest(?, ?) as g (plan, fence)
                  join plan p on p.name = g.plan
                  join plan_check_run r on r.plan_id = p.id and r.fence = g.fence
                 where r.status = 'RUNNING'
                 order by r.plan_id
                   for no key update of r
                """).texts(claims, Held::plan).longs(claims, Held::fence)
                .list(row -> new Locked(row.number(), Held.run(row.text(), row.number())));
    }
}
