package dev.plangate.pipeline.consume;

import dev.plangate.contract.AdminConnections;
import dev.plangate.contract.Topic;
import dev.plangate.db.Database;
import dev.plangate.pipeline.config.KafkaSettings;
import dev.plangate.pipeline.runtime.Brake;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes {@link BatchConsumer}s whose Kafka clients have the settings that the promises rest on. */
public final class Consumers {
    private Consumers() {}

    /**
     * Connects; fails at once when the properties make no sense.
     *
     * @param stage     "intake"
     * @param group     "plangate-intake"
     * @param batchSize records of one transaction at most
     * @param brake     while it is on, nothing is read
     */
    public static BatchConsumer of(String stage, String group, Collection<? extends Topic<?>> topics,
            KafkaSettings kafka,
            int batchSize, Database database, BatchHandler handler, Brake brake, MeterRegistry meters) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        Map<String, Object> consumer = new HashMap<>(properties);
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumer.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        // The broker's default balances all topics as one heap: it may give every partition of plans to one member.
        consumer.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
        var bytes = new ByteArrayDeserializer();
        return new BatchConsumer(stage, group, topics.stream().map(Topic::name).collect(Collectors.toSet()),
                new KafkaConsumer<>(consumer, bytes, bytes), Admin.create(AdminConnections.bounded(properties)),
                database, handler, brake,
                meters);
    }
}
