package dev.plangate.pipeline.api;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.RolloutRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes requests as upstream services do, and returns when the brokers have them. */
final class RequestTopics implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final ProtobufSerde<CheckRequest> checks;
    private final ProtobufSerde<RolloutRequest> rollouts;
    private final Duration patience;

    /**
     * Holds a producer.
     *
     * @param producer idempotent, acks=all; closed with this
     * @param patience longest wait for the brokers
     */
    RequestTopics(Producer<String, byte[]> producer, SchemaRegistry registry, Duration patience) {
        this.producer = producer;
        this.checks = ProtobufSerde.of(Topics.CHECK_REQUESTS, registry);
        this.rollouts = ProtobufSerde.of(Topics.ROLLOUT_REQUESTS, registry);
        this.patience = patience;
    }

    /** @throws KafkaException when it is not acknowledged; it may be published all the same */
    void publish(CheckRequest request) throws InterruptedException {
        send(Topics.CHECK_REQUESTS, request.getPlan(),
                checks.serialize(Topics.CHECK_REQUESTS.name(), request));
    }

    /** @throws KafkaException when it is not acknowledged; it may be published all the same */
    void publish(RolloutRequest request) throws InterruptedException {
        send(Topics.ROLLOUT_REQUESTS, request.getPlan(),
                rollouts.serialize(Topics.ROLLOUT_REQUESTS.name(), request));
    }

    private void send(Topic<? extends Message> topic, String key, byte[] value) throws InterruptedException {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, value);
        record.headers().add(RecordHeaders.EVENT_ID, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("a request was not acknowledged", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
