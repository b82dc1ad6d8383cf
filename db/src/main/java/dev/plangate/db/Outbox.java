package dev.plangate.db;

import dev.plangate.db.row.OutboxBacklog;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PartLease;
import dev.plangate.db.row.StoredOutboxRow;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records to be published. Table outbox, cut into parts by the hash of the key. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Outbox {

    private final Database database;

    /** Reads and deletes are transactions of their own on this database. */
    public Outbox(Database database) {
        this.database = database;
    }

    /** Appends rows; their order within a part is the order of the list. */
    public void append(Tx tx, List<OutboxRow> rows) {
        throw Failures.unfinished();
    }

    /**
     * The first visible rows of a part by id: at most limit, and no more than the one that reaches maxBytes of values. There is
     * no cursor, so that a transaction that commits late with a lower id is not skipped.
     */
    public List<StoredOutboxRow> read(int part, int limit, long maxBytes) {
        throw Failures.unfinished();
    }

    /** Those of the parts that hold rows. */
    public Set<Integer> nonEmpty(Collection<Integer> parts) {
        throw Failures.unfinished();
    }

    /**
     * Deletes published rows; how many were there.
     *
     * @throws LostLease when the lease does not hold any more; nothing was deleted
     */
    public int delete(PartLease lease, Collection<Long> ids) {
        throw Failures.unfinished();
    }

    /**
     * Deletes rows that a progress record names: id and event id must both match, since a database restored from a backup uses
     * ids again. How many were there.
     *
     * @throws LostLease when the lease does not hold any more; nothing was deleted
     */
    public int deletePublished(PartLease lease, List<Long> ids, List<UUID> eventIds) {
        throw Failures.unfinished();
    }

    /** What each part holds, empty ones included, in order. */
    public List<OutboxBacklog> backlog() {
        throw Failures.unfinished();
    }
}
