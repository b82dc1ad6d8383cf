package dev.plangate.db;

import dev.plangate.db.row.PartLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who publishes which part of the outbox. Tables outbox_lease and relay_member. All times by the database's clock. */
public final class PartLeases {

    private final Database database;

    /** Each method is a transaction of its own on this database. */
    public PartLeases(Database database) {
        this.database = database;
    }

    /** All parts; their number is fixed in the schema. */
    public List<Integer> parts() {
        return database.statement(tx -> tx.query("select part from outbox_lease order by part").list(Row::integer));
    }

    /** Takes a part that is free or whose lease is over; never waits. */
    public Optional<PartLease> acquire(int part, String owner, Duration lease) {
        return database.statement(tx -> tx.query("""
                with free as materialized (
                  select part
                    from outbox_lease
                   where part = ?
                     and (owner is null or lease_until <= clock_timestamp())
                     for no key update skip locked)
                update outbox_lease l
                   set owner = ?,
                       fence = fence + 1,
                       lease_until = clock_timestamp() + ? * interval '1 millisecond'
                  from free
                 where l.part = free.part
                returning l.part, l.owner, l.fence
                """).number(part).text(owner).number(lease.toMillis())
                .one(row -> new PartLease(row.integer(), row.text(), row.number())));
    }

    /** Lets the leases end this much later than now; the parts still held. */
    public Set<Integer> renew(Collection<PartLease> leases, Duration lease) {
        return Set.copyOf(database.statement(tx -> tx.query("""
                with held as materialized (
                  select l.part
                    from outbox_lease l
                    join unnest(?, ?, ?) as given (part, owner, fence) using (part, owner, fence)
                   where l.lease_until > clock_timestamp()
                   order by l.part
                     for no key update of l)
                update outbox_lease l
                   set lease_until = clock_timestamp() + ? * interval '1 millisecond'
                  from held
                 where l.part = held.part
                returning l.part
                """).ints(leases, PartLease::part).texts(leases, PartLease::owner).longs(leases, PartLease::fence)
                .number(lease.toMillis()).list(Row::integer)));
    }

    /** Frees a part at once, if it is still held. */
    public void release(PartLease lease) {
        database.statement(tx -> tx.query("""
                update outbox_lease
                   set owner = null, lease_until = null
                 where part = ?
                   and owner = ?
                   and fence = ?
                """).number(lease.part()).text(lease.owner()).number(lease.fence()).update());
    }

    /**
     * Reports that this relay lives for this much longer; parts that each living relay should hold at most, this one
     * counted.
     */
    public int fairShare(String owner, Duration lease) {
        return database.transaction(tx -> {
            tx.query("""
                    insert into relay_member as stored (owner, lease_until)
                    values (?, clock_timestamp() + ? * interval '1 millisecond')
                        on conflict (owner) do update
                       set lease_until = excluded.lease_until
                    """).text(owner).number(lease.toMillis()).update();
            tx.query("""
                    delete from relay_member
                     where owner in (
                       select owner
                         from relay_member
                        where lease_until <= clock_timestamp()
                          for update skip locked)
                    """).update();
            return tx.query("""
                    select ceil((select count(*) from outbox_lease)::numeric
                             / (select count(*) from relay_member where lease_until > clock_timestamp()))
                    """).one(Row::integer).orElseThrow();
        });
    }

    /** Takes this relay out of the count at once. */
    public void leave(String owner) {
        database.statement(tx -> tx.query("delete from relay_member where owner = ?").text(owner).update());
    }
}
