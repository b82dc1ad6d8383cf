package dev.plangate.db;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.plangate.db.row.OutboxBacklog;
import dev.plangate.db.row.OutboxEnds;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PartLease;
import dev.plangate.db.row.StoredOutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Records to be published. Table outbox, cut into parts by the hash of the key. */
public final class Outbox {

    /** Rows of a part that are counted from either end. */
    private static final int COUNTED = 1_000;

    private record Deleted(boolean held, int rows) {}

    private final Database database;

    /** Reads and deletes are transactions of their own on this database. */
    public Outbox(Database database) {
        this.database = database;
    }

    /** Appends rows; their order within a part is the order of the list. */
    public void append(Tx tx, List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        columns(tx.query("""
                insert into outbox (part, topic, key, value, headers)
                select part, topic, key, value, headers::text[]
                  from unnest(?, ?, ?, ?, ?) with ordinality as given (part, topic, key, value, headers, place)
                 order by place
                """), rows).update();
    }

    /** The five arrays part, topic, key, value, headers. */
    static Query columns(Query query, List<OutboxRow> rows) {
        return query.ints(rows, OutboxRow::part).texts(rows, OutboxRow::topic).bytes(rows, row -> bytes(row.key()))
                .bytes(rows, row -> bytes(row.value())).texts(rows, row -> ArrayText.of(flat(row.headers())));
    }

    /**
     * The first visible rows of a part by id: at most limit, and none after the one that reaches maxBytes of values.
     * There is no cursor, so that a transaction that commits late with a lower id is not skipped.
     */
    public List<StoredOutboxRow> read(int part, int limit, long maxBytes) {
        return database.statement(tx -> tx.query("""
                select id, event_id, topic, key, value, headers
                  from (select id, event_id, topic, key, value, headers,
                               sum(coalesce(octet_length(value), 0)) over (order by id rows unbounded preceding)
                                 - coalesce(octet_length(value), 0) as before
                          from outbox
                         where part = ?
                         order by id
                         limit ?) head
                 where before < ?
                 order by id
                """).number(part).number(limit).number(maxBytes).list(Outbox::stored));
    }

    /** Those of the parts that hold rows. */
    public Set<Integer> nonEmpty(Collection<Integer> parts) {
        return Set.copyOf(database.statement(tx -> tx.query("""
                select part
                  from unnest(?) as given (part)
                 where exists (select from outbox where outbox.part = given.part)
                """).ints(parts).list(Row::integer)));
    }

    /**
     * Deletes rows that a progress record names: id and event id must both match, since a database restored from a
     * backup uses ids again. How many were there.
     *
     * @throws LostLease when the lease does not hold any more; nothing was deleted
     * @throws IllegalArgumentException when the lists differ in length
     */
    public int deletePublished(PartLease lease, List<Long> ids, List<UUID> eventIds) {
        if (ids.size() != eventIds.size()) {
            throw new IllegalArgumentException("%d ids, but %d event ids".formatted(ids.size(), eventIds.size()));
        }
        return rows(lease, database.statement(tx -> tx.query("""
                with held as materialized (
                  select part
                    from outbox_lease
                   where part = ?
                     and owner = ?
                     and fence = ?
                     and lease_until > clock_timestamp()
                     for no key update),
                gone as (
                  delete from outbox o
                   using held, unnest(?, ?) as published (id, event_id)
                   where o.part = held.part
                     and o.id = published.id
                     and o.event_id = published.event_id::uuid
                  returning 1)
                select exists (select from held), (select count(*) from gone)
                """).number(lease.part()).text(lease.owner()).number(lease.fence()).longs(ids)
                .texts(eventIds, UUID::toString).one(Outbox::deleted).orElseThrow()));
    }

    /**
     * What each part holds, empty ones included, in order. Counts no more than a thousand rows from either end of a part, however many there are; what lies
     * between is estimated from how densely the ends are filled.
     */
    public List<OutboxBacklog> backlog() {
        return database.statement(tx -> tx
                .query("""
                        select lease.part, head.counted, head.first, head.last, tail.first, tail.last,
                               coalesce((extract(epoch from clock_timestamp() - uuid_extract_timestamp(oldest.event_id)) * 1000)::bigint, 0)
                          from outbox_lease lease
                          left join lateral (
                            select count(*) as counted, coalesce(min(id), 0) as first, coalesce(max(id), 0) as last
                              from (select id from outbox o where o.part = lease.part order by id limit ?) lowest) head on true
                          left join lateral (
                            select coalesce(min(id), 0) as first, coalesce(max(id), 0) as last
                              from (select id from outbox o where o.part = lease.part order by id desc limit ?) highest) tail on true
                          left join lateral (
                            select event_id from outbox o where o.part = lease.part order by o.id limit 1) oldest on true
                         order by lease.part
                        """)
                .number(COUNTED).number(COUNTED).list(row -> new OutboxBacklog(row.integer(),
                        new OutboxEnds(COUNTED, row.number(), row.number(), row.number(), row.number(), row.number())
                                .rows(),
                        Duration.ofMillis(Math.max(0, row.number())))));
    }

    private static int rows(PartLease lease, Deleted deleted) {
        if (!deleted.held()) {
            throw new LostLease(lease);
        }
        return deleted.rows();
    }

    private static Deleted deleted(Row row) {
        return new Deleted(row.flag(), row.integer());
    }

    private static StoredOutboxRow stored(Row row) {
        return new StoredOutboxRow(row.number(), row.uuid(), new OutboxRow(row.text(), wrap(row.bytes()),
                wrap(row.bytes()), headers(row.texts())));
    }

    private static byte[] bytes(ByteString value) {
        return value == null ? null : value.toByteArray();
    }

    /** The array comes from the driver and belongs to nobody else: no copy. */
    private static ByteString wrap(byte[] value) {
        return value == null ? null : UnsafeByteOperations.unsafeWrap(value);
    }

    private static List<String> flat(Map<String, String> headers) {
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> {
            flat.add(StorableText.of(name));
            flat.add(StorableText.of(value));
        });
        return flat;
    }

    private static SortedMap<String, String> headers(List<String> flat) {
        SortedMap<String, String> headers = new TreeMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            headers.put(flat.get(i), flat.get(i + 1));
        }
        return headers;
    }
}
