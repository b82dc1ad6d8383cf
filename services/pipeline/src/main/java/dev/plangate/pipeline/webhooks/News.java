package dev.plangate.pipeline.webhooks;

import dev.plangate.pipeline.webhooks.domain.Notice;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of an outcome, read. */
sealed interface News {
    /** The record as received. */
    ConsumerRecord<byte[], byte[]> origin();

    /** Told as soon as it is read. */
    record Told(ConsumerRecord<byte[], byte[]> origin, Notice notice) implements News {}

    /**
     * Where a plan stands. What is not so any more when the time to settle is over is not told.
     *
     * @param plan   projects/{project}/plans/{plan}
     * @param notice empty unless the plan is blocked
     */
    record Standing(ConsumerRecord<byte[], byte[]> origin, String plan, Optional<Notice> notice) implements News {}

    /** Nothing to tell. */
    record Nothing(ConsumerRecord<byte[], byte[]> origin) implements News {}

    /** Cannot be read. */
    record Unreadable(ConsumerRecord<byte[], byte[]> origin, String reason) implements News {}
}
