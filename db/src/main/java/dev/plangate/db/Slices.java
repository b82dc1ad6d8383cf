package dev.plangate.db;

import dev.plangate.db.SliceCountdown.OpenRun;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.Reaped;
import dev.plangate.db.row.Slice;
import dev.plangate.db.row.SliceCompletion;
import dev.plangate.v1.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Slices of runs with many targets. Table plan_check_slice. Whoever ends a slice locks its run first, in the order of
 * plan_id, then the slices: two last slices side by side otherwise end nothing. Whoever waits for neither skips what is
 * locked.
 */
public final class Slices implements Claims {

    /** By slice number first: each run gets its turn, however many slices the others have. */
    static final String CLAIM = """
            with picked as materialized (
              select plan_id, slice
                from plan_check_slice
               where status = 'AVAILABLE'
               order by slice, made_at, plan_id
               limit ?
                 for no key update skip locked),
            claimed as (
              update plan_check_slice s
                 set status = 'RUNNING',
                     fence = s.fence + 1,
                     attempts = s.attempts + 1,
                     owner = ?,
                     lease_until = clock_timestamp() + ? * interval '1 millisecond'
                from picked
               where s.plan_id = picked.plan_id
                 and s.slice = picked.slice
              returning s.plan_id, s.slice, s.run_fence, s.fence, s.first, s.targets, s.attempts)
            select p.name, r.run, r.revision, r.check_digest, c.run_fence, c.attempts, p.content, r.created_at,
                   clock_timestamp(), r.request_id, r.retry_of, c.slice, c.fence, c.first, c.targets
              from claimed c
              join plan_check_run r on r.plan_id = c.plan_id and r.fence = c.run_fence
              join plan p on p.id = c.plan_id
            """;

    private record Place(long planId, int slice) {
        static Place of(Row row) {
            return new Place(row.number(), row.integer());
        }
    }

    private record Locked(long planId, Held held) {
        Place place() {
            return new Place(planId, held.slice());
        }
    }

    private record Expired(int slice, int attempts, OpenRun run) {}

    private final Database database;
    private final Outbox outbox;

    /** Each method is a transaction of its own on this database. */
    public Slices(Database database) {
        this.database = database;
        this.outbox = new Outbox(database);
    }

    /**
     * Cuts a claimed run: from here on its slices are claimed, and the run by nobody. Fences of slices begin where those of
     * no earlier run of the plan can have come to: a claim of a slice that is gone is never taken for one of its successor.
     *
     * @param targets how many the run has
     * @param size of a slice; the last one may be smaller
     * @return whether the claim still held
     */
    public boolean cut(Held run, int targets, int size) {
        int slices = Math.ceilDiv(targets, size);
        return database.statement(tx -> tx.query("""
                with cut as (
                  update plan_check_run r
                     set slices = ?,
                         open_slices = ?,
                         owner = null,
                         lease_until = null,
                         updated_at = clock_timestamp()
                    from plan p
                   where p.name = ?
                     and r.plan_id = p.id
                     and r.fence = ?
                     and r.status = 'RUNNING'
                     and r.lease_until > clock_timestamp()
                  returning r.plan_id, r.fence),
                made as (
                  insert into plan_check_slice (plan_id, slice, run_fence, fence, first, targets)
                  select cut.plan_id, i, cut.fence, cut.fence << 20, i * given.size,
                         least(given.size, given.targets - i * given.size)
                    from cut, (select ?::int, ?::int) as given (targets, size), generate_series(0, ? - 1) as i
                  returning 1)
                select count(*) from made
                """).number(slices).number(slices).text(run.plan()).number(run.fence()).number(targets).number(size)
                .number(slices).one(Row::integer).orElseThrow()) == slices;
    }

    @Override
    public List<Claim> claim(String owner, int limit, Duration lease) {
        return database.statement(tx -> tx.query(CLAIM).number(limit).text(owner).number(lease.toMillis())
                .list(row -> new Claim(row.text(), row.number(), row.number(), row.text(), row.number(),
                        row.integer(), row.message(Plan.parser()), row.instant(), row.instant(), row.text(),
                        row.number(),
                        Optional.of(new Slice(row.integer(), row.number(), row.integer(), row.integer())))));
    }

    /**
     * Ends slices and appends their events, of those alone whose claim still holds and whose run is still open. The last
     * slice of a run ends the run DONE, and one that FAILED ends it FAILED.
     *
     * @param terminal the event of a run that has ended; called inside the transaction, takes no connection
     * @return the claims that matched; what the others found is dropped
     * @throws IllegalArgumentException when one claim is completed twice in the batch
     */
    public Set<Held> complete(List<SliceCompletion> completions, Function<EndedRun, OutboxRow> terminal) {
        Map<Held, SliceCompletion> byClaim = new LinkedHashMap<>();
        completions.forEach(completion -> {
            if (byClaim.put(completion.held(), completion) != null) {
                throw new IllegalArgumentException(completion.held() + " is completed twice");
            }
        });
        if (byClaim.isEmpty()) {
            return Set.of();
        }
        return database.transaction(tx -> {
            Map<Long, OpenRun> runs = SliceCountdown.lock(tx, byClaim.values());
            List<Locked> ended = lock(tx, byClaim.keySet()).stream()
                    .filter(slice -> runs.containsKey(slice.planId())
                            && runs.get(slice.planId()).run().fence() == byClaim.get(slice.held()).runFence())
                    .toList();
            write(tx, ended.stream().filter(slice -> byClaim.get(slice.held()).error().isEmpty()).toList(), byClaim);
            List<OutboxRow> events = new ArrayList<>();
            ended.forEach(slice -> events.addAll(byClaim.get(slice.held()).events()));
            Map<OpenRun, List<SliceCompletion>> byRun = ended.stream().collect(Collectors.groupingBy(
                    slice -> runs.get(slice.planId()), LinkedHashMap::new,
                    Collectors.mapping(slice -> byClaim.get(slice.held()), Collectors.toList())));
            events.addAll(SliceCountdown.advance(tx, byRun.entrySet().stream()
                    .map(run -> SliceCountdown.progress(run.getKey(), run.getValue())).toList(), terminal));
            outbox.append(tx, events);
            return ended.stream().map(Locked::held).collect(Collectors.toUnmodifiableSet());
        });
    }

    /** What is locked here stays ours until the transaction ends, whatever the clock says meanwhile. */
    private static List<Locked> lock(Tx tx, Set<Held> claims) {
        return tx.query("""
                select s.plan_id, g.plan, s.slice, s.fence
                  from unnest(?, ?, ?) as g (plan, slice, fence)
                  join plan p on p.name = g.plan
                  join plan_check_slice s on s.plan_id = p.id and s.slice = g.slice and s.fence = g.fence
                 where s.status = 'RUNNING'
                   and s.lease_until > clock_timestamp()
                 order by s.plan_id, s.slice
                   for no key update of s
                """).texts(claims, Held::plan).ints(claims, Held::slice).longs(claims, Held::fence)
                .list(row -> new Locked(row.number(), new Held(row.text(), row.integer(), row.number())));
    }

    private static void write(Tx tx, List<Locked> slices, Map<Held, SliceCompletion> byClaim) {
        if (slices.isEmpty()) {
            return;
        }
        tx.query("""
                update plan_check_slice s
                   set status = 'DONE',
                       owner = null,
                       lease_until = null,
                       result = g.result::jsonb,
                       totals = g.totals,
                       facts = g.facts
                  from unnest(?, ?, ?, ?, ?) as g (plan_id, slice, result, totals, facts)
                 where s.plan_id = g.plan_id
                   and s.slice = g.slice
                """).longs(slices, Locked::planId).ints(slices, slice -> slice.held().slice())
                .texts(slices, slice -> StorableText.json(byClaim.get(slice.held()).result()))
                .bytes(slices, slice -> byClaim.get(slice.held()).page().totals().toByteArray())
                .bytes(slices, slice -> byClaim.get(slice.held()).page().facts().toByteArray()).update();
    }

    @Override
    public Set<Held> heartbeat(String owner, Collection<Held> claims, Duration lease) {
        return change(claims, (tx, locked) -> tx.query("""
                update plan_check_slice s
                   set lease_until = clock_timestamp() + ? * interval '1 millisecond'
                  from unnest(?, ?) as g (plan_id, slice)
                 where s.plan_id = g.plan_id
                   and s.slice = g.slice
                   and s.owner = ?
                returning s.plan_id, s.slice
                """).number(lease.toMillis()).longs(locked, Locked::planId).ints(locked, slice -> slice.held().slice())
                .text(owner).list(Place::of));
    }

    @Override
    public Set<Held> release(String owner, Collection<Held> claims) {
        return change(claims, (tx, locked) -> tx.query("""
                update plan_check_slice s
                   set status = 'AVAILABLE',
                       attempts = s.attempts - 1,
                       owner = null,
                       lease_until = null
                  from unnest(?, ?) as g (plan_id, slice)
                 where s.plan_id = g.plan_id
                   and s.slice = g.slice
                   and s.owner = ?
                returning s.plan_id, s.slice
                """).longs(locked, Locked::planId).ints(locked, slice -> slice.held().slice()).text(owner)
                .list(Place::of));
    }

    private interface Change {
        List<Place> apply(Tx tx, List<Locked> locked);
    }

    private Set<Held> change(Collection<Held> claims, Change change) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        return database.transaction(tx -> {
            List<Locked> locked = lock(tx, new LinkedHashSet<>(claims));
            Map<Place, Held> held = locked.stream().collect(Collectors.toMap(Locked::place, Locked::held));
            return change.apply(tx, locked).stream().map(held::get).collect(Collectors.toUnmodifiableSet());
        });
    }

    @Override
    public Set<Held> stillHeld(Collection<Held> claims) {
        return Set.copyOf(database.statement(tx -> tx.query("""
                select g.plan, g.slice, g.fence
                  from unnest(?, ?, ?) as g (plan, slice, fence)
                  join plan p on p.name = g.plan
                  join plan_check_slice s on s.plan_id = p.id and s.slice = g.slice and s.fence = g.fence
                 where s.status = 'RUNNING'
                """).texts(claims, Held::plan).ints(claims, Held::slice).longs(claims, Held::fence)
                .list(row -> new Held(row.text(), row.integer(), row.number()))));
    }

    @Override
    public Reaped reap(int limit, int maxAttempts, Function<EndedRun, OutboxRow> terminal) {
        return database.transaction(tx -> {
            List<Expired> expired = tx.query("""
                    select s.slice, s.attempts, r.plan_id, r.open_slices, p.name, r.run, r.revision, r.check_digest,
                           r.fence, r.status, r.error, r.created_at, r.available_at, r.request_id, r.errors, r.retry_of
                      from plan_check_slice s
                      join plan_check_run r on r.plan_id = s.plan_id
                      join plan p on p.id = s.plan_id
                     where s.lease_until is not null
                       and s.lease_until <= statement_timestamp()
                     order by s.lease_until
                     limit ?
                       for no key update of r, s skip locked
                    """).number(limit).list(row -> new Expired(row.integer(), row.integer(), OpenRun.of(row)));
            if (expired.isEmpty()) {
                return new Reaped(List.of(), List.of());
            }
            tx.query("""
                    update plan_check_slice s
                       set status = 'AVAILABLE',
                           owner = null,
                           lease_until = null
                      from unnest(?, ?) as g (plan_id, slice)
                     where s.plan_id = g.plan_id
                       and s.slice = g.slice
                    """).longs(expired, e -> e.run().planId()).ints(expired, Expired::slice).update();
            Map<OpenRun, Expired> exhausted = expired.stream().filter(e -> e.attempts() >= maxAttempts)
                    .collect(Collectors.toMap(Expired::run, Function.identity(), (a, b) -> a, LinkedHashMap::new));
            outbox.append(tx, SliceCountdown.advance(tx, exhausted.values().stream()
                    .map(e -> SliceCountdown.failed(e.run(),
                            RunQueue.exhausted("slice %d".formatted(e.slice()), e.attempts())))
                    .toList(), terminal));
            return new Reaped(
                    expired.stream().filter(e -> e.attempts() < maxAttempts).map(e -> e.run().run().plan()).toList(),
                    exhausted.keySet().stream().map(run -> run.run().plan()).toList());
        });
    }
}
