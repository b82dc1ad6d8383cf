package dev.plangate.bench.torture.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the script: begins its stories one by one at a bounded rate, no faster than the run as a whole goes on, and within
 * a story keeps its times. Order per key is the script's; only when is left to the clock.
 */
public final class Upstream implements AutoCloseable {
    private record Due(long atNanos, long order, Outgoing record) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final SchemaRegistry registry;
    private final int partitions;
    private final Script script;
    private final double storiesPerSecond;
    private final DoubleSupplier allowed;
    private final Map<String, ProtobufSerde<Message>> serdes = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("torture-upstream").unstarted(this::run);
    private volatile boolean done;
    private volatile boolean stopping;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicLong handedOver = new AtomicLong();
    private long order;

    /**
     * Does not start yet.
     *
     * @param partitions of each topic
     * @param storiesPerSecond at most
     * @param allowed which part of the stories may have begun by now, from 0 to 1
     */
    public Upstream(String bootstrapServers, SchemaRegistry registry, int partitions, Script script,
            double storiesPerSecond, DoubleSupplier allowed) {
        this.registry = registry;
        this.partitions = partitions;
        this.script = script;
        this.storiesPerSecond = storiesPerSecond;
        this.allowed = allowed;
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all",
                "enable.idempotence", true, "linger.ms", 2, "delivery.timeout.ms", 300_000, "request.timeout.ms",
                5_000, "max.block.ms", 120_000, "metadata.max.age.ms", 10_000), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public void start() {
        thread.start();
    }

    /** Publishes a record at once; for those who tell no script. */
    public void publish(Outgoing record) {
        send(record);
    }

    /** Nothing is published from now on. */
    public void end() {
        producer.flush();
        done = true;
    }

    /** All stories are told, and every record has been answered. */
    public boolean done() {
        return done && unanswered.get() == 0;
    }

    /** Stories that have begun. */
    public int begun() {
        return begun.get();
    }

    /** Records handed to the producer. */
    public long handedOver() {
        return handedOver.get();
    }

    /** Records whose fate is open. */
    public int unanswered() {
        return unanswered.get();
    }

    /** Behind the last record of each partition that Kafka acknowledged. */
    public Map<TopicPartition, Long> ends() {
        return Map.copyOf(acknowledged);
    }

    /** In the order in which they were handed over. */
    public BlockingQueue<Sent> sent() {
        return sent;
    }

    private void run() {
        long interval = (long) (TimeUnit.SECONDS.toNanos(1) / storiesPerSecond);
        long next = System.nanoTime();
        List<List<Outgoing>> stories = script.stories();
        while (!stopping && (begun.get() < stories.size() || !due.isEmpty())) {
            long now = System.nanoTime();
            if (begun.get() < stories.size() && now - next >= 0
                    && begun.get() < allowed.getAsDouble() * stories.size()) {
                for (Outgoing record : stories.get(begun.get())) {
                    due.add(new Due(now + TimeUnit.MILLISECONDS.toNanos(record.afterMillis()), order++, record));
                }
                begun.incrementAndGet();
                next = Math.max(next + interval, now - interval);
            }
            while (!due.isEmpty() && due.peek().atNanos() - now <= 0) {
                send(due.poll().record());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        producer.flush();
        done = true;
    }

    private void send(Outgoing record) {
        byte[] value = bytes(record);
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        int partition = (PlanPartition.of(key, partitions) + record.away()) % partitions;
        var answer = new CompletableFuture<RecordMetadata>();
        sent.add(new Sent(handedOver.incrementAndGet(), System.currentTimeMillis(), record,
                Optional.ofNullable(value).map(ByteString::copyFrom), partition, answer));
        unanswered.incrementAndGet();
        var _ = producer.send(new ProducerRecord<>(record.topic().name(), partition, key, value), (metadata, e) -> {
            if (e == null) {
                acknowledged.merge(new TopicPartition(metadata.topic(), metadata.partition()), metadata.offset() + 1,
                        Math::max);
                answer.complete(metadata);
            } else {
                answer.completeExceptionally(e);
            }
            unanswered.decrementAndGet();
        });
    }

    private byte[] bytes(Outgoing record) {
        if (record.bytes().isPresent()) {
            return record.bytes().get().toByteArray();
        }
        return record.value().map(value -> serde(record.topic()).serialize(record.topic().name(), value)).orElse(null);
    }

    @SuppressWarnings("unchecked") // a record's value is of its topic's type
    private ProtobufSerde<Message> serde(Topic<?> topic) {
        return serdes.computeIfAbsent(topic.name(), _ -> ProtobufSerde.of((Topic<Message>) topic, registry));
    }

    /** What was not sent by now is not sent any more. */
    public List<Sent> stop() {
        stopping = true;
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ArrayList<>(sent);
    }

    @Override
    public void close() {
        stopping = true;
        producer.close();
    }
}
