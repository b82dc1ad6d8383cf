package dev.plangate.pipeline.consume;

import dev.plangate.db.Database;
import dev.plangate.pipeline.runtime.Brake;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a consumer reads on, and which of its partitions it may read at all: Postgres says where, and a partition that it
 * was not asked about yet stays paused, as all do while the brake is on. Used by the consumer's thread; {@link #braked} by
 * any.
 */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final String stage;
    private final Set<String> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final Database database;
    private final StoredOffsets offsets;
    private final Brake brake;
    private final MeterRegistry meters;
    /** Assigned, but not positioned yet, because Postgres did not answer. They stay paused. */
    private final List<TopicPartition> unpositioned = new ArrayList<>();
    private volatile Optional<String> braked = Optional.empty();

    Positions(String stage, Set<String> topics, Consumer<byte[], byte[]> consumer, Admin admin, Database database,
            StoredOffsets offsets, Brake brake, MeterRegistry meters) {
        this.stage = stage;
        this.topics = topics;
        this.consumer = consumer;
        this.admin = admin;
        this.database = database;
        this.offsets = offsets;
        this.brake = brake;
        this.meters = meters;
    }

    /** Why the brake is on; empty = it is not. */
    Optional<String> braked() {
        return braked;
    }

    /** What was polled before the brake came on has been applied: no position is ahead of what is stored. */
    void brakeOrGoOn() {
        Optional<String> before = braked;
        braked = brake.on();
        if (braked.isPresent()) {
            consumer.pause(consumer.assignment());
            if (before.isEmpty()) {
                LOG.warn("{}: pauses: {}", stage, braked.get());
            }
        } else if (before.isPresent()) {
            var positioned = new HashSet<>(consumer.assignment());
            positioned.removeAll(unpositioned);
            consumer.resume(positioned);
            LOG.info("{}: goes on", stage);
        }
    }

    /** Any position will do while a partition is paused: without one, poll() would ask Kafka for its own. */
    void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(tp -> consumer.seek(tp, 0));
        consumer.pause(partitions);
        unpositioned.addAll(partitions);
    }

    void revoked(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        unpositioned.removeAll(partitions);
    }

    /** What was polled and not stored is read again: the position is ahead of it. */
    void hold(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        consumer.pause(partitions);
        unpositioned.clear();
        unpositioned.addAll(partitions);
    }

    /** Those that nobody could be asked about before. */
    void placeTheRest() {
        if (!unpositioned.isEmpty()) {
            place(List.copyOf(unpositioned));
        }
    }

    /**
     * Seeks to what Postgres has stored.
     *
     * @throws RetriableException when Kafka does not say where partitions begin, or which topics there are
     * @throws dev.plangate.db.DatabaseException when Postgres does not answer
     */
    void place(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<String, UUID> ids = topicIds();
        Map<TopicPartition, Long> positions = database
                .transaction(tx -> offsets.load(tx, partitions, ids, beginnings));
        positions.forEach((tp, offset) -> consumer.seek(tp, offset));
        if (braked.isEmpty()) {
            consumer.resume(partitions);
        }
        unpositioned.removeAll(partitions);
    }

    private Map<String, UUID> topicIds() {
        try {
            var ids = new HashMap<String, UUID>();
            admin.describeTopics(topics).allTopicNames().get()
                    .forEach((name, topic) -> ids.put(name, uuid(topic.topicId())));
            return ids;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RetriableException away
                    ? away
                    : new KafkaException("the topics of " + stage + " cannot be described", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }

    private static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Retention has deleted records that this group never read. It cannot be mended here; it must be seen. */
    void skipWhatIsGone(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        beginnings.forEach((tp, offset) -> {
            LOG.error("{}: {} was read up to {}, but begins at {}: records were deleted before they were read", stage,
                    tp, offsets.next(tp), offset);
            meters.counter("plangate.records.gone", "stage", stage).increment((double) (offset - offsets.next(tp)));
            consumer.seek(tp, offset);
        });
    }
}
