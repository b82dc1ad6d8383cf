package dev.plangate.pipeline.relay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Rows of one part that Kafka refused for what they are. Each is published as a dead letter instead when its batch comes
 * again. Known to this owner alone: the next one learns it anew. Thread-safe.
 */
final class Unsendable {
    private final Map<UUID, String> reasons = new HashMap<>();

    /** Remembers the row if the error is about the record itself; every other error is one of the transaction. */
    synchronized boolean noteIfRefused(UUID eventId, Exception error) {
        if (error instanceof RecordTooLargeException || error instanceof InvalidRecordException) {
            reasons.put(eventId, error.getMessage());
            return true;
        }
        return false;
    }

    synchronized Optional<String> reason(UUID eventId) {
        return Optional.ofNullable(reasons.get(eventId));
    }

    /** Their rows are gone, published as dead letters or not at all. */
    synchronized void forget(Collection<UUID> eventIds) {
        eventIds.forEach(reasons::remove);
    }
}
