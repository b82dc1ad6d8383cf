package dev.plangate.topology.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.domain.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology over Kafka's test driver: the real store, serdes and processor, one partition, no broker. */
final class Broker implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final SchemaRegistry registry = SchemaRegistry.connect("mock://gate", Map.of());
    private final TopologyTestDriver driver;

    /** @param partitions that the gate believes its topics to have; the driver has partition 0 alone */
    Broker(Path stateDir, int partitions) {
        driver = new TopologyTestDriver(topology(properties(stateDir), partitions), properties(stateDir), NOW);
    }

    static Properties properties(Path stateDir) {
        return new GateOptions("plangate-gate", Duration.ofMillis(20), 1, stateDir, Duration.ofSeconds(5),
                Map.of("bootstrap.servers", "nowhere:9092")).properties();
    }

    static Topology topology(Properties properties, int partitions) {
        return GateTopology.of(properties, SchemaRegistry.connect("mock://gate", Map.of()), partitions,
                InstantSource.fixed(NOW), RuleBook.EMPTY);
    }

    <V extends Message> void send(Topic<V> topic, V message) {
        send(topic, Samples.PLAN, message);
    }

    <V extends Message> void send(Topic<V> topic, String plan, V message) {
        raw(topic, plan.getBytes(UTF_8), framed(topic, message), new RecordHeaders());
    }

    <V extends Message> byte[] framed(Topic<V> topic, V message) {
        return ProtobufSerde.of(topic, registry).serialize(topic.name(), message);
    }

    void raw(Topic<?> topic, byte[] key, byte[] value, Headers headers) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, NOW.minusSeconds(60)));
    }

    List<TestRecord<byte[], byte[]>> written(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    <V extends Message> List<V> read(Topic<V> topic) {
        var serde = ProtobufSerde.of(topic, registry);
        return written(topic.name()).stream().map(record -> serde.deserialize(topic.name(), record.value())).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return written(Topics.DEAD_LETTERS);
    }

    static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    KeyValueStore<String, GateState> store() {
        return driver.getKeyValueStore(GateTopology.STORE);
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
