package dev.plangate.pipeline.config;

import dev.plangate.pipeline.text.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How brokers are reached.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param client further properties of every Kafka client, such as security.protocol; some are secret
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> client) {
    static final String PREFIX = "kafka.";
    static final Key<String> BOOTSTRAP_SERVERS = Key.of("bootstrap.servers",
            Kind.matching("[^:,\\s]+:[0-9]{1,5}(,[^:,\\s]+:[0-9]{1,5})*", "host:port, several separated by commas"),
            "localhost:9092", "Kafka brokers to start from.");
    static final List<Key<?>> KEYS = List.of(BOOTSTRAP_SERVERS);

    /**
     * How long an answer may take. A broker that is gone without a word is noticed after this, by each client for itself: half of
     * the gate's session, so that its member and its transaction outlive that. Kafka's default of 30 s would be the pause.
     */
    private static final int REQUEST_TIMEOUT_MS = 4_000;

    /** What the exactly-once promises rest on, or what has a setting of its own. */
    private static final Set<String> FIXED = Set.of("bootstrap.servers", "group.id", "group.protocol",
            "group.remote.assignor", "transactional.id", "application.id", "processing.guarantee", "enable.idempotence",
            "acks",
            "isolation.level", "enable.auto.commit", "auto.offset.reset", "partitioner.class", "key.serializer",
            "value.serializer", "key.deserializer", "value.deserializer");

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** What every Kafka client of Plangate starts from. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("request.timeout.ms", REQUEST_TIMEOUT_MS);
        properties.putAll(client);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + new TreeSet<>(client.keySet()) + "]";
    }

    /** Reads the connection alone: all that a client command needs. */
    public static KafkaSettings read(Values values) {
        Map<String, String> client = new TreeMap<>();
        Set<String> known = definition().keySet();
        for (String name : values.names(PREFIX)) {
            String property = name.substring(PREFIX.length());
            values.text(name).ifPresent(value -> {
                if (FIXED.contains(property)) {
                    values.mistake(value.label() + ": " + property
                            + " is set by Plangate itself and cannot be changed" + (property.equals("bootstrap.servers")
                                    ? "; set bootstrap.servers"
                                    : ""));
                } else if (!known.contains(property) && Nearest.to(property, known).isPresent()) {
                    values.mistake(value.label() + ": unknown Kafka property" + Nearest.hint(property, known));
                }
                client.put(property, value.text());
            });
        }
        return new KafkaSettings(values.get(BOOTSTRAP_SERVERS), client);
    }

    /** {@code SASL_JAAS_CONFIG} -> {@code kafka.sasl.jaas.config}: no Kafka property has an underscore. */
    static String property(String variableRest) {
        return PREFIX + variableRest.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Whether a client property may be shown: known to Kafka, and not a password there. */
    static boolean shown(String property) {
        ConfigDef.ConfigKey key = definition().get(property);
        return key != null && key.type != ConfigDef.Type.PASSWORD;
    }

    private static Map<String, ConfigDef.ConfigKey> definition() {
        Map<String, ConfigDef.ConfigKey> all = new HashMap<>(AdminClientConfig.configDef().configKeys());
        all.putAll(ConsumerConfig.configDef().configKeys());
        all.putAll(ProducerConfig.configDef().configKeys());
        return all;
    }
}
