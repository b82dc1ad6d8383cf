package dev.plangate.standalone.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.plangate.contract.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything that a read_committed consumer sees of a topic, from its beginning, in the order of each partition. The topics
 * of a test are read as they are written: compaction would hide duplicates.
 */
final class Seen<V> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Parser<V> parser;
    private final List<One<V>> all = new ArrayList<>();

    /** A record: value null for a tombstone. */
    record One<V>(String key, V value, ConsumerRecord<byte[], byte[]> raw) {
        String header(String name) {
            Header header = raw.headers().lastHeader(name);
            return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }
    }

    private interface Parser<V> {
        V parse(ByteBuffer payload) throws InvalidProtocolBufferException;
    }

    private Seen(String bootstrapServers, String topic, Parser<V> parser) {
        this.topic = topic;
        this.parser = parser;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "auto.offset.reset",
                        "earliest", "enable.auto.commit", false),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Messages whose type is the first of its file, or that stand alone: a wire-format prefix of six bytes. */
    static <V extends Message> Seen<V> of(String bootstrapServers, Topic<V> topic) {
        return new Seen<>(bootstrapServers, topic.name(), bytes -> {
            bytes.position(5);
            int indexes = bytes.get() >> 1;
            for (int i = 0; i < indexes; i++) {
                bytes.get();
            }
            return topic.parser().parseFrom(com.google.protobuf.CodedInputStream.newInstance(bytes));
        });
    }

    /** As bytes. */
    static Seen<byte[]> raw(String bootstrapServers, String topic) {
        return new Seen<>(bootstrapServers, topic, bytes -> {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        });
    }

    /** Reads on until what was seen so far satisfies {@code enough}; fails, saying what there is, when it never does. */
    List<One<V>> until(String what, Predicate<List<One<V>>> enough) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(all)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("%s: not within %s; seen on %s: %d records, the last ones %s".formatted(what,
                        PATIENCE, topic, all.size(), all.subList(Math.max(0, all.size() - 3), all.size())));
            }
            poll(Duration.ofMillis(50));
        }
        return List.copyOf(all);
    }

    /** Everything up to the end of the topic as it is now. */
    List<One<V>> now() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        return until("the end of " + topic,
                _ -> ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue()));
    }

    private void poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> received : consumer.poll(wait)) {
            try {
                all.add(new One<>(received.key() == null ? "" : new String(received.key(), StandardCharsets.UTF_8),
                        received.value() == null ? null : parser.parse(ByteBuffer.wrap(received.value())), received));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError("unreadable record on " + topic, e);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
