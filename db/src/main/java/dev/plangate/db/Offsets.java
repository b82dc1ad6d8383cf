package dev.plangate.db;

import dev.plangate.db.row.OffsetMove;
import dev.plangate.db.row.StoredOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Consumer offsets, kept in the transaction of what was read. Table consumer_offset. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Offsets {

    /** The stored offsets of those partitions that have one. */
    public Map<Integer, StoredOffset> load(Tx tx, String group, String topic, Collection<Integer> partitions) {
        throw Failures.unfinished();
    }

    /** Stores where to begin, unless something is stored already. */
    public void start(Tx tx, String group, String topic, UUID topicId, int partition, long offset) {
        throw Failures.unfinished();
    }

    /**
     * Moves all offsets, or none. To be the first statement of the transaction: it locks the rows, in key order.
     *
     * @return false when one of them is not the expected one: the caller lost the partition, and rolls back
     */
    public boolean move(Tx tx, String group, List<OffsetMove> moves) {
        throw Failures.unfinished();
    }
}
