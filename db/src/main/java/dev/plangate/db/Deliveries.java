package dev.plangate.db;

import dev.plangate.db.row.DeliveryBacklog;
import dev.plangate.db.row.DeliveryClaim;
import dev.plangate.db.row.DeliveryOutcome;
import dev.plangate.db.row.DeliveryRow;
import dev.plangate.db.row.EndpointName;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.RecordPlace;
import dev.plangate.v1.Webhook;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Events on their way to webhooks. Table webhook_delivery: a queue for each webhook, from which the oldest open delivery of
 * each plan can be claimed. All times by the database's clock.
 */
public final class Deliveries {

    /** Open ones that are counted at most. */
    private static final int COUNTED = 10_000;

    /** From webhook to webhook by index, then the head of each: one with many waiting costs the others nothing. */
    static final String CLAIM = """
            with recursive endpoint (project, webhook) as (
              (select project, webhook
                 from webhook_delivery
                where status = 'OPEN'
                order by project, webhook
                limit 1)
              union all
              select next.project, next.webhook
                from endpoint e
               cross join lateral (
                 select project, webhook
                   from webhook_delivery
                  where status = 'OPEN'
                    and (project, webhook) > (e.project, e.webhook)
                  order by project, webhook
                  limit 1) next),
            picked as materialized (
              select head.seq
                from endpoint e
                left join unnest(?, ?, ?) as lane (project, webhook, free)
                  on lane.project = e.project and lane.webhook = e.webhook
               cross join lateral (
                 select d.seq
                   from webhook_delivery d
                  where d.project = e.project
                    and d.webhook = e.webhook
                    and d.status = 'OPEN'
                    and d.due_at <= statement_timestamp()
                    and not exists (
                      select
                        from webhook_delivery before
                       where before.plan = d.plan
                         and before.webhook = d.webhook
                         and before.status = 'OPEN'
                         and before.seq < d.seq)
                  order by d.due_at, d.seq
                  limit coalesce(lane.free, ?)
                    for no key update skip locked) head
               limit ?),
            claimed as (
              update webhook_delivery d
                 set attempts = d.attempts + 1,
                     fence = d.fence + 1,
                     owner = ?,
                     due_at = clock_timestamp() + ? * interval '1 millisecond'
                from picked
               where d.seq = picked.seq
              returning d.*)
            select c.seq, c.fence, c.event_id, c.project, c.webhook, c.plan, c.body, c.source_topic, c.source_partition,
                   c.source_offset, c.attempts,
                   (extract(epoch from clock_timestamp() - c.created_at) * 1000)::bigint, clock_timestamp(), w.content
              from claimed c
              left join project p on p.name = c.project and not p.archived
              left join webhook w on w.project = p.name and w.name = c.webhook
             order by c.seq
            """;

    private final Database database;
    private final Outbox outbox;

    /** Whatever names no transaction is one of its own on this database. */
    public Deliveries(Database database) {
        this.database = database;
        this.outbox = new Outbox(database);
    }

    /** Adds those that are not known, in the order of the list; an event that is read again changes nothing. How many were added. */
    public int add(Tx tx, List<DeliveryRow> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return tx
                .query("""
                        insert into webhook_delivery (event_id, project, webhook, plan, event, body, due_at, source_topic,
                                                      source_partition, source_offset)
                        select event_id::uuid, project, webhook, plan, event, body,
                               clock_timestamp() + settle * interval '1 millisecond', topic, partition, "offset"
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                                 as given (event_id, project, webhook, plan, event, body, settle, topic, partition, "offset", place)
                         order by place
                            on conflict (event_id, webhook) do nothing
                        """)
                .texts(rows, row -> row.eventId().toString()).texts(rows, DeliveryRow::project)
                .texts(rows, DeliveryRow::webhook).texts(rows, DeliveryRow::plan).texts(rows, row -> row.event().name())
                .texts(rows, row -> StorableText.of(row.body())).longs(rows, row -> row.settle().toMillis())
                .texts(rows, row -> row.source().topic()).ints(rows, row -> row.source().partition())
                .longs(rows, row -> row.source().offset()).update();
    }

    /**
     * Takes back what was not claimed yet of an event that must last before it is told, but for one event of each plan.
     *
     * @param event the kind
     * @param settle how long it must last; what is older stays
     * @param plans each with the event to be kept, if any
     */
    public int takeBack(Tx tx, Webhook.Event event, Duration settle, Map<String, Optional<UUID>> plans) {
        if (plans.isEmpty()) {
            return 0;
        }
        List<Map.Entry<String, Optional<UUID>>> given = List.copyOf(plans.entrySet());
        return tx.query("""
                delete from webhook_delivery d
                 using unnest(?, ?) as given (plan, kept)
                 where d.plan = given.plan
                   and d.event = ?
                   and d.status = 'OPEN'
                   and d.attempts = 0
                   and d.created_at > clock_timestamp() - ? * interval '1 millisecond'
                   and d.event_id is distinct from given.kept::uuid
                """).texts(given, Map.Entry::getKey)
                .texts(given, entry -> entry.getValue().map(UUID::toString).orElse(null))
                .text(event.name()).number(settle.toMillis()).update();
    }

    /**
     * Claims what is due: of each webhook the oldest open delivery of each plan, fence + 1, attempts + 1. Until the lease is
     * over nobody else can claim it, nor what follows it for its plan.
     *
     * @param free places that webhooks have, as far as it is another number than {@code usual}
     * @param usual places of every other webhook
     * @param limit claims at most
     */
    public List<DeliveryClaim> claim(String owner, Duration lease, Map<EndpointName, Integer> free, int usual,
            int limit) {
        List<Map.Entry<EndpointName, Integer>> lanes = List.copyOf(free.entrySet());
        return database.statement(tx -> tx.query(CLAIM).texts(lanes, lane -> lane.getKey().project())
                .texts(lanes, lane -> lane.getKey().webhook()).ints(lanes, Map.Entry::getValue).number(usual)
                .number(limit).text(owner).number(lease.toMillis()).list(Deliveries::claimed));
    }

    /**
     * Writes what became of claims, of those alone that nobody has claimed since. A lease that has ended is no matter: what
     * was sent was sent. Of a delivery that is named twice the newer claim counts. Dead letters go to the outbox in the same
     * transaction.
     *
     * @return the deliveries that matched, by their seq
     */
    public Set<Long> record(Collection<DeliveryOutcome> given) {
        List<DeliveryOutcome> outcomes = Newest.of(List.copyOf(given), outcome -> outcome.claim().seq(),
                outcome -> outcome.claim().fence());
        return outcomes.isEmpty() ? Set.of() : database.transaction(tx -> {
            lock(tx, outcomes.stream().map(outcome -> outcome.claim().seq()).toList());
            Set<Long> written = write(tx, outcomes);
            outbox.append(tx, outcomes.stream().filter(outcome -> written.contains(outcome.claim().seq()))
                    .flatMap(outcome -> letter(outcome).stream()).toList());
            holdBack(tx, outcomes.stream().filter(DeliveryOutcome.Postponed.class::isInstance)
                    .map(outcome -> outcome.claim().seq()).filter(written::contains).toList());
            return written;
        });
    }

    /** What waits. */
    public DeliveryBacklog backlog() {
        return database
                .statement(tx -> tx
                        .query("""
                                select (select count(*)
                                          from (select from webhook_delivery where status = 'OPEN' order by created_at limit ?) counted),
                                       coalesce((select (extract(epoch from clock_timestamp() - created_at) * 1000)::bigint
                                                   from webhook_delivery where status = 'OPEN' order by created_at limit 1), 0)
                                """)
                        .number(COUNTED)
                        .one(row -> new DeliveryBacklog(row.number(), Duration.ofMillis(Math.max(0, row.number())))))
                .orElseThrow();
    }

    /** Forgets up to limit deliveries that ended longer ago than this; how many. */
    public int forget(Duration olderThan, int limit) {
        return database.statement(tx -> tx.query("""
                delete from webhook_delivery
                 where seq in (
                   select seq
                     from webhook_delivery
                    where ended_at < statement_timestamp() - ? * interval '1 millisecond'
                    order by ended_at
                    limit ?
                      for update skip locked)
                """).number(olderThan.toMillis()).number(limit).update());
    }

    /** Two senders that write about the same deliveries take them in one order. */
    private static void lock(Tx tx, List<Long> seqs) {
        tx.query("select seq from webhook_delivery where seq = any(?) order by seq for no key update").longs(seqs)
                .list(Row::number);
    }

    private static Set<Long> write(Tx tx, List<DeliveryOutcome> outcomes) {
        return Set.copyOf(tx.query("""
                update webhook_delivery d
                   set status = given.status,
                       error = given.error,
                       due_at = clock_timestamp() + given.wait * interval '1 millisecond',
                       ended_at = case when given.status <> 'OPEN' then clock_timestamp() end
                  from unnest(?, ?, ?, ?, ?) as given (seq, fence, status, error, wait)
                 where d.seq = given.seq
                   and d.fence = given.fence
                   and d.status = 'OPEN'
                returning d.seq
                """).longs(outcomes, outcome -> outcome.claim().seq())
                .longs(outcomes, outcome -> outcome.claim().fence())
                .texts(outcomes, Deliveries::status).texts(outcomes, outcome -> StorableText.of(error(outcome)))
                .longs(outcomes, Deliveries::wait).list(Row::number));
    }

    /** What follows for the plan waits as well: otherwise each claim would look at it in vain. */
    private static void holdBack(Tx tx, List<Long> postponed) {
        if (!postponed.isEmpty()) {
            tx.query("""
                    update webhook_delivery d
                       set due_at = head.due_at
                      from webhook_delivery head
                     where head.seq = any(?)
                       and d.plan = head.plan
                       and d.webhook = head.webhook
                       and d.status = 'OPEN'
                       and d.seq > head.seq
                       and d.due_at < head.due_at
                    """).longs(postponed).update();
        }
    }

    private static String status(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Delivered _ -> "DELIVERED";
            case DeliveryOutcome.Postponed _ -> "OPEN";
            case DeliveryOutcome.Dead _ -> "DEAD";
            case DeliveryOutcome.Dropped _ -> "DROPPED";
        };
    }

    private static String error(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Delivered _ -> "";
            case DeliveryOutcome.Postponed(var _, var _, String error) -> error;
            case DeliveryOutcome.Dead(var _, String error, var _) -> error;
            case DeliveryOutcome.Dropped(var _, String error) -> error;
        };
    }

    private static long wait(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Postponed(var _, Duration pause, var _) ? pause.toMillis() : 0;
    }

    private static Optional<OutboxRow> letter(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Dead(var _, var _, OutboxRow letter)
                ? Optional.of(letter)
                : Optional.empty();
    }

    private static DeliveryClaim claimed(Row row) {
        return new DeliveryClaim(row.number(), row.number(), row.uuid(), new EndpointName(row.text(), row.text()),
                row.text(), row.text(), new RecordPlace(row.text(), row.integer(), row.number()), row.integer(),
                Duration.ofMillis(Math.max(0, row.number())), row.instant(), target(row));
    }

    private static Optional<Webhook> target(Row row) {
        Webhook target = row.message(Webhook.parser());
        return target.getName().isEmpty() ? Optional.empty() : Optional.of(target);
    }
}
