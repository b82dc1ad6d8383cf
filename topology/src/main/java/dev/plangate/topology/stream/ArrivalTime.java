package dev.plangate.topology.stream;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own time, between 1970 and now. Nothing is decided by it, but the default extractor stops the partition at a
 * record without a time, and one far in the future would wait as long as there is anything else to read.
 */
record ArrivalTime(InstantSource clock) implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.clamp(record.timestamp(), 0, Math.max(0, clock.millis()));
    }
}
