package dev.plangate.pipeline.consume;

import dev.plangate.db.Database;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Offsets;
import dev.plangate.pipeline.runtime.Brake;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Service;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
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
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group whose offsets live in Postgres, beside what the records changed. Postgres decides; Kafka gets
 * the offsets afterwards as well, so that its tools see the lag. While Postgres is away the partitions are paused and the
 * group membership goes on.
 */
public final class BatchConsumer implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String stage;
    private final Set<String> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final Database database;
    private final StoredOffsets offsets;
    private final BatchCommit commit;
    private final BatchHandler handler;
    private final Brake brake;
    private final MeterRegistry meters;
    private final Timer batchTime;
    private final Counter records;
    private final Thread thread;
    /** Assigned, but not positioned yet, because Postgres did not answer. They stay paused. */
    private final List<TopicPartition> unpositioned = new ArrayList<>();
    /** Why the brake is on; empty = it is not. */
    private volatile Optional<String> braked = Optional.empty();
    /** Why Postgres or Kafka keep it from its work; empty = they do not. */
    private volatile String trouble = "";
    private volatile boolean stopping;
    private volatile boolean healthy;
    private volatile boolean failed;

    /**
     * Does not start yet.
     *
     * @param stage    names it in metrics, logs and dead letters: "intake"
     * @param group    consumer group, in Kafka and in Postgres
     * @param consumer with isolation.level=read_committed, enable.auto.commit=false, auto.offset.reset=none; closed with this
     * @param admin    for the topics' ids; closed with this
     * @param brake    while it is on the partitions are paused and the group membership goes on
     */
    public BatchConsumer(String stage, String group, Set<String> topics, Consumer<byte[], byte[]> consumer, Admin admin,
            Database database, BatchHandler handler, Brake brake, MeterRegistry meters) {
        this.stage = stage;
        this.topics = Set.copyOf(topics);
        this.consumer = consumer;
        this.admin = admin;
        this.database = database;
        this.offsets = new StoredOffsets(group, new Offsets());
        this.handler = handler;
        this.brake = brake;
        this.meters = meters;
        this.records = meters.counter("plangate.records.consumed", "stage", stage);
        this.batchTime = meters.timer("plangate.batch.duration", "stage", stage);
        this.commit = new BatchCommit(stage, database, offsets, handler,
                meters.counter("plangate.dead.letters", "stage", stage));
        new KafkaClientMetrics(consumer, List.of(Tag.of("stage", stage))).bindTo(meters);
        this.thread = Thread.ofPlatform().name("plangate-" + stage).unstarted(this::run);
    }

    @Override
    public String name() {
        return stage;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public boolean alive() {
        return !failed;
    }

    @Override
    public boolean ready() {
        return healthy && braked.isEmpty() && thread.isAlive();
    }

    /** Why it takes nothing in, if so. */
    @Override
    public List<Health> health() {
        return List.of(new Health(stage, ready(), braked.map(why -> "paused: " + why).orElse(trouble)));
    }

    /** Finishes the batch in flight, then leaves the group, so that others take over at once. */
    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (admin) {
            consumer.subscribe(topics, new Assignments());
            while (!stopping) {
                step();
            }
        } catch (WakeupException e) {
            // close() was called during a poll
        } catch (KafkaException e) {
            failed = true;
            LOG.error("{}: Kafka refuses this consumer; it stops", stage, e);
        } catch (RuntimeException e) {
            failed = true;
            LOG.error("{}: stopped by an error that it does not know", stage, e);
        } finally {
            healthy = false;
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    private void step() {
        ConsumerRecords<byte[], byte[]> polled;
        try {
            brakeOrGoOn();
            polled = consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            skipWhatIsGone(e.partitions());
            return;
        }
        try {
            if (!unpositioned.isEmpty()) {
                position(List.copyOf(unpositioned));
            }
            healthy = true;
            trouble = "";
            if (!polled.isEmpty()) {
                apply(polled);
            }
        } catch (StaleOffsets e) {
            LOG.warn("{}: {}; reading again from what is stored", stage, e.getMessage());
            hold(consumer.assignment());
        } catch (RetriableException e) {
            healthy = false;
            trouble = "Kafka does not answer: " + e.getMessage();
            LOG.warn("{}: {}", stage, trouble);
            // It may have been asked where partitions begin that came last, with records of others in hand.
            hold(consumer.assignment());
        } catch (DatabaseException e) {
            if (healthy) {
                LOG.warn("{}: Postgres does not take the batch; paused until it does: {}", stage, e.getMessage());
            }
            healthy = false;
            trouble = "paused: Postgres does not take the batch: " + e.getMessage();
            hold(consumer.assignment());
        }
    }

    /** What was polled before the brake came on has been applied: no position is ahead of what is stored. */
    private void brakeOrGoOn() {
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

    private void apply(ConsumerRecords<byte[], byte[]> polled) {
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
        var next = new HashMap<TopicPartition, Long>();
        for (TopicPartition tp : polled.partitions()) {
            // Fetched before the partition was held back: it will be read again.
            if (offsets.knows(tp)) {
                batch.addAll(polled.records(tp));
                next.put(tp, polled.nextOffsets().get(tp).offset());
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        batchTime.record(() -> commit.apply(batch, next));
        records.increment(batch.size());
        handler.committed();
        var behind = new HashMap<TopicPartition, OffsetAndMetadata>();
        next.forEach((tp, offset) -> behind.put(tp, new OffsetAndMetadata(offset)));
        consumer.commitAsync(behind, (_, e) -> {
            if (e != null) {
                LOG.debug("{}: Kafka did not take the offsets; Postgres has them", stage, e);
            }
        });
    }

    /** What was polled and not stored is read again: the position is ahead of it. */
    private void hold(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        consumer.pause(partitions);
        unpositioned.clear();
        unpositioned.addAll(partitions);
    }

    private void position(Collection<TopicPartition> partitions) {
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
    private void skipWhatIsGone(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        beginnings.forEach((tp, offset) -> {
            LOG.error("{}: {} was read up to {}, but begins at {}: records were deleted before they were read", stage,
                    tp,
                    offsets.next(tp), offset);
            meters.counter("plangate.records.gone", "stage", stage).increment((double) (offset - offsets.next(tp)));
            consumer.seek(tp, offset);
        });
    }

    private final class Assignments implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Any position will do while a partition is paused: without one, poll() would ask Kafka for its own.
            partitions.forEach(tp -> consumer.seek(tp, 0));
            consumer.pause(partitions);
            unpositioned.addAll(partitions);
            try {
                position(partitions);
            } catch (DatabaseException e) {
                healthy = false;
                trouble = "paused: Postgres does not answer: " + e.getMessage();
                LOG.warn("{}: Postgres does not answer; {} partitions wait for it: {}", stage, partitions.size(),
                        e.getMessage());
            } catch (RetriableException e) {
                // What a listener throws ends the membership, and with it the process.
                healthy = false;
                trouble = "Kafka does not answer: " + e.getMessage();
                LOG.warn("{}: {}; {} partitions wait for it", stage, trouble, partitions.size());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            offsets.forget(partitions);
            unpositioned.removeAll(partitions);
        }
    }
}
