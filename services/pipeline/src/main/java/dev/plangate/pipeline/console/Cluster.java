package dev.plangate.pipeline.console;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
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

/**
 * Where client commands work.
 *
 * @param client properties of every Kafka client; may hold secrets
 * @param registryUrls of the schema registry
 */
public record Cluster(Map<String, Object> client, String registryUrls, Map<String, String> registryConfig) {
    /** Long enough for a slow network, short enough for a person who waits. */
    private static final int PATIENCE_MS = 15_000;

    public Cluster {
        client = Map.copyOf(client);
        registryConfig = Map.copyOf(registryConfig);
    }

    /** The brokers that were named. */
    public String bootstrapServers() {
        return String.valueOf(client.get("bootstrap.servers"));
    }

    @Override
    public String toString() {
        return "Cluster[" + bootstrapServers() + ", " + registryUrls + "]";
    }

    /** Reads what is committed, without a group. */
    Consumer<String, byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Publishes each record once, to the partition that every Kafka client would choose. */
    Producer<String, byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MS);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** The registry that ids come from; a person does not wait for as many attempts as a service. */
    SchemaRegistry registry() {
        Map<String, String> config = new HashMap<>(Map.of("max.retries", "3"));
        config.putAll(registryConfig);
        return SchemaRegistry.connect(registryUrls, config);
    }
}
