package dev.plangate.db;

import dev.plangate.db.row.PartLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who publishes which part of the outbox. Tables outbox_lease and relay_member. All times by the database's clock. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class PartLeases {

    private final Database database;

    /** Each method is a transaction of its own on this database. */
    public PartLeases(Database database) {
        this.database = database;
    }

    /** All parts; their number is fixed in the schema. */
    public List<Integer> parts() {
        throw Failures.unfinished();
    }

    /** Takes a part that is free or whose lease is over; never waits. */
    public Optional<PartLease> acquire(int part, String owner, Duration lease) {
        throw Failures.unfinished();
    }

    /** Lets the leases end this much later than now; the parts still held. */
    public Set<Integer> renew(Collection<PartLease> leases, Duration lease) {
        throw Failures.unfinished();
    }

    /** Frees a part at once, if it is still held. */
    public void release(PartLease lease) {
        throw Failures.unfinished();
    }

    /** Reports that this relay lives for this much longer; parts that each living relay should hold at most, this one counted. */
    public int fairShare(String owner, Duration lease) {
        throw Failures.unfinished();
    }

    /** Takes this relay out of the count at once. */
    public void leave(String owner) {
        throw Failures.unfinished();
    }
}
