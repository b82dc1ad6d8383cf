package dev.plangate.pipeline.relay;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_METRICS_PUSH_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RETRY_BACKOFF_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTIONAL_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;

import dev.plangate.contract.AdminConnections;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Properties of the relay's Kafka clients. Pure. */
final class ClientProperties {
    /** Above the topics' max.message.bytes (9 MiB), so that it is the topic that refuses, with its own limit. */
    static final int MAX_REQUEST_SIZE = 10 * 1024 * 1024;

    private final Map<String, Object> kafka;
    private final RelayTimes times;

    ClientProperties(Map<String, Object> kafka, RelayTimes times) {
        this.kafka = kafka;
        this.times = times;
    }

    Map<String, Object> producer(String transactionalId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(COMPRESSION_TYPE_CONFIG, "lz4");
        // The commit flushes at once: lingering only keeps the first record of a batch from travelling alone.
        properties.put(LINGER_MS_CONFIG, 5);
        // The first record of a transaction adds its partition on the broker, and what overtakes it meanwhile is refused and
        // sent again after a back-off ("Invalid sequence number ... transactions v2 ... no existing state").
        properties.put(MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(BATCH_SIZE_CONFIG, 256 * 1024);
        properties.put(BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
        properties.put(MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE);
        properties.put(DELIVERY_TIMEOUT_MS_CONFIG, millis(times.delivery()));
        properties.put(REQUEST_TIMEOUT_MS_CONFIG, millis(times.request()));
        properties.put(MAX_BLOCK_MS_CONFIG, times.delivery().toMillis());
        properties.put(TRANSACTION_TIMEOUT_CONFIG, millis(times.transaction()));
        properties.putAll(tuned());
        properties.put(TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(CLIENT_ID_CONFIG, transactionalId);
        properties.put(ACKS_CONFIG, "all");
        properties.put(ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    Map<String, Object> progressReader(String transactionalId) {
        Map<String, Object> properties = new HashMap<>(tuned());
        properties.put(CLIENT_ID_CONFIG, transactionalId + "-progress");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A position that does not exist is a doubt, never a reason to begin somewhere else.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(times.delivery()));
        return properties;
    }

    Map<String, Object> admin(String clientId) {
        Map<String, Object> properties = new HashMap<>(tuned());
        properties.put(CLIENT_ID_CONFIG, clientId);
        properties.put(REQUEST_TIMEOUT_MS_CONFIG, millis(times.request()));
        properties.put("default.api.timeout.ms", millis(times.delivery()));
        return AdminConnections.bounded(properties);
    }

    private Map<String, Object> tuned() {
        Map<String, Object> properties = new HashMap<>();
        // A transaction that follows another at once is asked to try again soon: 100 ms would be its whole time.
        properties.put(RETRY_BACKOFF_MS_CONFIG, 10L);
        properties.put(RETRY_BACKOFF_MAX_MS_CONFIG, 500L);
        properties.put(ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(kafka);
        return properties;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
