package dev.plangate.standalone.e2e;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.Sheet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What upstream services do: publish, with nothing but the contract module. */
final class Upstream implements AutoCloseable {
    private final SchemaRegistry registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();

    Upstream(String bootstrapServers, String registryUrl) {
        registry = SchemaRegistry.connect(registryUrl, Map.of());
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5,
                "max.request.size", 10 << 20), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Upstream publish(Plan plan) {
        return publish(Topics.PLANS, plan.getName(), plan);
    }

    Upstream publish(Project project) {
        return publish(Topics.PROJECTS, project.getName(), project);
    }

    Upstream publish(DatabaseGroup group) {
        return publish(Topics.DATABASE_GROUPS, group.getName(), group);
    }

    Upstream publish(Approval approval) {
        return publish(Topics.APPROVALS, approval.getPlan(), approval);
    }

    Upstream publish(CheckRequest request) {
        return publish(Topics.CHECK_REQUESTS, request.getPlan(), request);
    }

    Upstream publish(RolloutRequest request) {
        return publish(Topics.ROLLOUT_REQUESTS, request.getPlan(), request);
    }

    Upstream publishSheet(String sql) {
        return publish(Topics.SHEETS, Given.sha256(sql), Sheet.newBuilder().setText(sql).build());
    }

    <V extends Message> Upstream publish(Topic<V> topic, String key, V value) {
        return publishBytes(topic, key, ProtobufSerde.of(topic, registry).serialize(topic.name(), value));
    }

    Upstream publishBytes(Topic<?> topic, String key, byte[] value) {
        pending.add(producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value)));
        return this;
    }

    Upstream publishInto(Topic<?> topic, int partition, String key, byte[] value) {
        pending.add(producer
                .send(new ProducerRecord<>(topic.name(), partition, key.getBytes(StandardCharsets.UTF_8), value)));
        return this;
    }

    <V extends Message> byte[] bytes(Topic<V> topic, V value) {
        return ProtobufSerde.of(topic, registry).serialize(topic.name(), value);
    }

    /** Everything that was published is acknowledged. */
    void flush() {
        producer.flush();
        try {
            for (Future<RecordMetadata> sent : pending) {
                sent.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Kafka did not take a record", e);
        }
        pending.clear();
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
    }
}
