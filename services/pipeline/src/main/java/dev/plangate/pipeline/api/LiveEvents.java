package dev.plangate.pipeline.api;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.GateStatusRow;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Wake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What is published now, handed to whoever asked for a plan. One consumer for the process, without a group, from the end of the
 * topics on, and only while somebody listens. Runs and results are in Postgres before they are published, so that who subscribes
 * and then reads Postgres misses none. Of gate statuses it is the other way round: those of the plans listened to are read again
 * and again from where another consumer keeps them.
 */
final class LiveEvents implements AutoCloseable {
    private static final List<Topic<? extends Message>> TOPICS = List.of(Topics.CHECK_RUNS, Topics.CHECK_RESULTS,
            Topics.GATE_STATUS);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<String, byte[]> consumer;
    private final Function<Collection<String>, List<GateStatusRow>> statuses;
    private final LongSupplier nanos;
    private final Map<String, ProtobufSerde<? extends Message>> serdes = new HashMap<>();
    private final Map<String, Set<Subscription>> byPlan = new ConcurrentHashMap<>();
    private final Wake wake = new Wake();
    private final Loop loop = new Loop("api-live", this::step, Pace.ADAPTIVE, wake);
    private volatile CompletableFuture<Void> following = new CompletableFuture<>();
    private long refreshed;

    /**
     * Does not start yet.
     *
     * @param consumer without a group, read_committed; closed with this
     * @param statuses the gate statuses of plans as Postgres has them
     * @param nanos a monotonic clock
     */
    LiveEvents(Consumer<String, byte[]> consumer, SchemaRegistry registry,
            Function<Collection<String>, List<GateStatusRow>> statuses, LongSupplier nanos) {
        this.consumer = consumer;
        this.statuses = statuses;
        this.nanos = nanos;
        TOPICS.forEach(topic -> serdes.put(topic.name(), ProtobufSerde.of(topic, registry)));
    }

    void start() {
        loop.start();
    }

    boolean alive() {
        return loop.alive();
    }

    Health health() {
        return loop.health();
    }

    /**
     * From when this returns on, everything that is published about a plan is there to be polled.
     *
     * @throws Refused UNAVAILABLE when Kafka does not answer in that time
     */
    Subscription subscribe(String plan, Duration patience) throws InterruptedException {
        Subscription subscription = new Subscription(plan, this::remove);
        try {
            add(subscription).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return subscription;
        } catch (TimeoutException | ExecutionException e) {
            subscription.close();
            throw Errors.unavailable("KAFKA_UNAVAILABLE", "Kafka does not answer: try again");
        } catch (InterruptedException e) {
            subscription.close();
            throw e;
        }
    }

    /** What tells when the topics are followed for it. */
    private synchronized CompletableFuture<Void> add(Subscription subscription) {
        byPlan.computeIfAbsent(subscription.plan(), _ -> new CopyOnWriteArraySet<>()).add(subscription);
        wake.signal();
        return following;
    }

    private synchronized void remove(Subscription subscription) {
        byPlan.computeIfPresent(subscription.plan(), (_, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    /** Whether nobody listens: who comes next waits until the topics are followed again. */
    private synchronized boolean isUnheard() {
        if (byPlan.isEmpty() && following.isDone()) {
            following = new CompletableFuture<>();
        }
        return byPlan.isEmpty();
    }

    private Outcome step() {
        if (isUnheard()) {
            consumer.unsubscribe();
            return Outcome.IDLE;
        }
        if (!following.isDone()) {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            following.complete(null);
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Set<Subscription> listeners = record.key() == null ? null : byPlan.get(record.key());
            if (listeners != null) {
                hand(record, listeners);
            }
        }
        refresh();
        return Outcome.BUSY;
    }

    private void hand(ConsumerRecord<String, byte[]> record, Set<Subscription> listeners) {
        try {
            Message message = serdes.get(record.topic()).deserialize(record.topic(), record.value());
            if (message != null) {
                var event = new LiveEvent(record.key(), message, record.offset());
                listeners.forEach(listener -> listener.offer(event));
            }
        } catch (SerializationException e) {
            // Dead letters are written by who consumes the topic.
            return;
        }
    }

    private void refresh() {
        if (nanos.getAsLong() - refreshed < REFRESH_NANOS) {
            return;
        }
        refreshed = nanos.getAsLong();
        for (GateStatusRow row : statuses.apply(new HashSet<>(byPlan.keySet()))) {
            var event = new LiveEvent(row.status().getPlan(), row.status(), row.position());
            byPlan.getOrDefault(event.plan(), Set.of()).forEach(listener -> listener.offer(event));
        }
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : TOPICS) {
            for (PartitionInfo info : consumer.partitionsFor(topic.name())) {
                partitions.add(new TopicPartition(info.topic(), info.partition()));
            }
        }
        return partitions;
    }

    @Override
    public void close() {
        if (loop.stop(Duration.ofSeconds(5))) {
            consumer.close();
        } else {
            consumer.wakeup();
        }
    }
}
