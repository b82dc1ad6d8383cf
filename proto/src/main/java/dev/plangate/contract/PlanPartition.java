package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Which partition of a plan-keyed topic a key belongs to: what Kafka's default partitioner answers. */
public final class PlanPartition {

    private PlanPartition() {}

    /**
     * {@code toPositive(murmur2(utf8(key))) % partitions}.
     *
     * @param key the record's key
     * @param partitions how many partitions the topic has, from 1
     */
    public static int of(String key, int partitions) {
        return of(key.getBytes(UTF_8), partitions);
    }

    /** The same of a key in bytes. */
    public static int of(byte[] key, int partitions) {
        return BuiltInPartitioner.partitionForKey(key, partitions);
    }
}
