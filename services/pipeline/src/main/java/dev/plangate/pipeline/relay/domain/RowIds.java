package dev.plangate.pipeline.relay.domain;

import java.util.List;
import java.util.UUID;

/**
 * Names outbox rows, in the order of their ids. A row is named by its id <em>and</em> its event id: a database that was
 * restored from a backup gives ids out again, but never an event id.
 *
 * @param ids outbox.id, as read (ascending)
 * @param eventIds outbox.event_id, one for each id
 */
public record RowIds(List<Long> ids, List<UUID> eventIds) {
    public static final RowIds NONE = new RowIds(List.of(), List.of());

    public RowIds {
        ids = List.copyOf(ids);
        eventIds = List.copyOf(eventIds);
        if (ids.size() != eventIds.size()) {
            throw new IllegalArgumentException(
                    "eventIds: wanted one for each of " + ids.size() + " ids, got " + eventIds.size());
        }
    }

    public boolean isEmpty() {
        return ids.isEmpty();
    }

    public int size() {
        return ids.size();
    }
}
