package dev.plangate.pipeline.model.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * The part and Kafka, as far as relays see them.
 *
 * @param rows     visible rows of the outbox, by id
 * @param holder   relay whose lease is open; -1 = none. Its fence is the holder itself: whoever acquires the lease again
 *            has forgotten what it knew
 * @param prepared a transaction whose commit is in doubt: its markers come, at the latest before the next epoch
 * @param progress rows of the last committed transaction: what the progress record names
 * @param log      rows as a read_committed consumer sees them
 */
public record Table(List<Integer> rows, int holder, List<Integer> prepared, List<Integer> progress,
        List<Integer> log) {
    public static final Table EMPTY = new Table(List.of(), -1, List.of(), List.of(), List.of());

    /** A row becomes visible: its transaction commits, maybe after others with higher ids. */
    public Table commits(int id) {
        var more = new ArrayList<>(rows);
        more.add(id);
        more.sort(null);
        return new Table(List.copyOf(more), holder, prepared, progress, log);
    }

    Table heldBy(int relay) {
        return new Table(rows, relay, prepared, progress, log);
    }

    Table without(List<Integer> ids) {
        var rest = new ArrayList<>(rows);
        rest.removeAll(ids);
        return new Table(List.copyOf(rest), holder, prepared, progress, log);
    }

    Table prepares(List<Integer> ids) {
        Table settled = settled();
        return new Table(settled.rows, holder, ids, settled.progress, settled.log);
    }

    /** The coordinator writes the markers: data and progress record become visible together. */
    Table settled() {
        if (prepared.isEmpty()) {
            return this;
        }
        var more = new ArrayList<>(log);
        more.addAll(prepared);
        return new Table(rows, holder, List.of(), prepared, List.copyOf(more));
    }

    /** Nothing waits and nothing is in doubt. */
    public boolean isEmpty() {
        return rows.isEmpty() && prepared.isEmpty();
    }
}
