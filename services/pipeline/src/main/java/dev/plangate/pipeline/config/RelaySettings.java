package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.List;

/**
 * Relay.
 *
 * @param batchSize outbox rows of one Kafka transaction at most
 * @param lease how long a part of the outbox stays with a relay that is not heard of, by the database's clock
 */
public record RelaySettings(int batchSize, Duration lease) {
    static final Key<Integer> BATCH_SIZE = Key.whole("relay.batch.size", 1_000, 1, 20_000,
            "Outbox rows that one Kafka transaction publishes at most.");
    static final Key<Duration> LEASE = Key.time("relay.lease", Duration.ofSeconds(8), Duration.ofSeconds(1),
            Duration.ofMinutes(10), "After this time without a renewal another relay takes a part of the outbox over.");
    static final List<Key<?>> KEYS = List.of(BATCH_SIZE, LEASE);

    static RelaySettings read(Values values) {
        return new RelaySettings(values.get(BATCH_SIZE), values.get(LEASE));
    }
}
