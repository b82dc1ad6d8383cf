package dev.plangate.pipeline.config;

import java.util.List;

/**
 * How {@code plangate topics} makes topics.
 *
 * @param partitions of every topic keyed by plan; fixed for life
 */
public record TopicSettings(int partitions, short replicationFactor) {
    static final Key<Integer> PARTITIONS = Key.whole("topics.partitions", 12, 1, 1024,
            "Partitions of the topics that `plangate topics` creates; fixed for life.");
    static final Key<Integer> REPLICATION = Key.whole("topics.replication.factor", 3, 1, 9,
            "Copies of each partition; below 3 a lost broker loses data.");
    static final List<Key<?>> KEYS = List.of(PARTITIONS, REPLICATION);

    /** Reads what is said of topics alone. */
    public static TopicSettings read(Values values) {
        return new TopicSettings(values.get(PARTITIONS), values.get(REPLICATION).shortValue());
    }
}
