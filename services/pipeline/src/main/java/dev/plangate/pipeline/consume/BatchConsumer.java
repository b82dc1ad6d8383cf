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
import java.util.List;
import java.util.Set;
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
    private final StoredOffsets offsets;
    private final Positions positions;
    private final BatchCommit commit;
    private final BatchHandler handler;
    private final Timer batchTime;
    private final Counter records;
    private final Thread thread;
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
        this.offsets = new StoredOffsets(group, new Offsets());
        this.handler = handler;
        this.positions = new Positions(stage, this.topics, consumer, admin, database, offsets, brake, meters);
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
        return healthy && positions.braked().isEmpty() && thread.isAlive();
    }

    /** Why it takes nothing in, if so. */
    @Override
    public List<Health> health() {
        return List.of(new Health(stage, ready(), positions.braked().map(why -> "paused: " + why).orElse(trouble)));
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
            positions.brakeOrGoOn();
            polled = consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            positions.skipWhatIsGone(e.partitions());
            return;
        }
        try {
            positions.placeTheRest();
            healthy = true;
            trouble = "";
            if (!polled.isEmpty()) {
                apply(polled);
            }
        } catch (StaleOffsets e) {
            LOG.warn("{}: {}; reading again from what is stored", stage, e.getMessage());
            positions.hold(consumer.assignment());
        } catch (RetriableException e) {
            healthy = false;
            trouble = "Kafka does not answer: " + e.getMessage();
            LOG.warn("{}: {}", stage, trouble);
            // It may have been asked where partitions begin that came last, with records of others in hand.
            positions.hold(consumer.assignment());
        } catch (DatabaseException e) {
            if (healthy) {
                LOG.warn("{}: Postgres does not take the batch; paused until it does: {}", stage, e.getMessage());
            }
            healthy = false;
            trouble = "paused: Postgres does not take the batch: " + e.getMessage();
            positions.hold(consumer.assignment());
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

    private final class Assignments implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            positions.assigned(partitions);
            try {
                positions.place(partitions);
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
            positions.revoked(partitions);
        }
    }
}
