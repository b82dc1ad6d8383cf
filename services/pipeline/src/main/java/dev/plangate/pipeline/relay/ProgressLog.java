package dev.plangate.pipeline.relay;

import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.relay.domain.RowIds;
import dev.plangate.v1.OutboxProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The progress records of the parts: what each one's last transaction published.
 *
 * <p>Part p writes to partition p mod n, so that with the usual twelve partitions no part waits for another's open
 * transaction, and so that partitions may be added as long as there are at least as many as parts from the start.
 */
final class ProgressLog {
    private static final String TOPIC = Topics.OUTBOX_PROGRESS.name();
    private static final Duration POLL = Duration.ofMillis(100);

    private final Admin admin;
    private final ClientProperties properties;
    private final ProtobufSerde<OutboxProgress> serde;
    private final Duration patience;

    ProgressLog(Admin admin, ClientProperties properties, SchemaRegistry registry, Duration patience) {
        this.admin = admin;
        this.properties = properties;
        this.serde = ProtobufSerde.of(Topics.OUTBOX_PROGRESS, registry);
        this.patience = patience;
    }

    /** The partition of a part's progress, as the topic is now. */
    int partition(int part) {
        int partitions = get(admin.describeTopics(List.of(TOPIC)).topicNameValues().get(TOPIC)).partitions().size();
        return part % partitions;
    }

    /** To be sent in the same transaction as the rows. */
    ProducerRecord<byte[], byte[]> record(String transactionalId, int partition, RowIds rows) {
        return new ProducerRecord<>(TOPIC, partition, transactionalId.getBytes(StandardCharsets.UTF_8),
                serde.serialize(TOPIC, ProgressRecords.of(rows)));
    }

    /**
     * The rows of the last transaction that was committed under the transactional id. To be called after
     * initTransactions(): only then is nothing added any more.
     *
     * <p>The end is the partition's high watermark, not its last stable offset: while <em>another</em> transactional id
     * has a transaction open on the partition, the stable end lies before our own committed record. A read_committed
     * consumer comes past it when that transaction ends. The end may also be a transaction marker, hence the position
     * is compared and not the records.
     *
     * @throws KafkaException when the end is not reached in time
     */
    RowIds lastPublished(String transactionalId, int partition) {
        var log = new TopicPartition(TOPIC, partition);
        long begin = offset(log, OffsetSpec.earliest());
        long end = offset(log, OffsetSpec.latest());
        try (var consumer = new KafkaConsumer<>(properties.progressReader(transactionalId), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(log));
            var last = new BackwardSearch(begin, end).find(
                    range -> lastIn(consumer, log, range, transactionalId.getBytes(StandardCharsets.UTF_8)));
            return last.map(value -> ProgressRecords.rows(serde.deserialize(TOPIC, value))).orElse(RowIds.NONE);
        }
    }

    private Optional<byte[]> lastIn(KafkaConsumer<byte[], byte[]> consumer, TopicPartition log,
            BackwardSearch.Range range, byte[] key) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<byte[]> last = Optional.empty();
        consumer.seek(log, range.from());
        while (consumer.position(log) < range.to()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(log)) {
                if (record.offset() < range.to() && Arrays.equals(key, record.key())) {
                    last = Optional.ofNullable(record.value());
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException("%s stays at %d of %d: a transaction of somebody else is open on it".formatted(
                        log, consumer.position(log), range.to()));
            }
        }
        return last;
    }

    private long offset(TopicPartition log, OffsetSpec spec) {
        return get(admin.listOffsets(Map.of(log, spec), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(log)).offset();
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(TOPIC + ": no answer in " + patience, e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
