package dev.plangate.pipeline.api;

import dev.plangate.contract.Topics;
import dev.plangate.pipeline.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients of the API. */
final class KafkaClients {
    /** Longest wait for the brokers to take a request: people wait. */
    static final Duration PUBLISH = Duration.ofSeconds(10);
    private static final int PUBLISH_MS = (int) PUBLISH.toMillis();

    private final Settings settings;

    KafkaClients(Settings settings) {
        this.settings = settings;
    }

    /** Reads what is committed, from where it is told, without a group. */
    Consumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(settings.kafka().properties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.deployment().group("api") + "-live");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PUBLISH_MS);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Publishes each record once, to the partition that every Kafka client would choose. */
    Producer<String, byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(settings.kafka().properties());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.deployment().group("api"));
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PUBLISH_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PUBLISH_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }
}
