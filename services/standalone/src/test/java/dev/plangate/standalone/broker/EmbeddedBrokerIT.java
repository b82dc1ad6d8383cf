package dev.plangate.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.standalone.StandaloneException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final TopicPartition TOPIC = new TopicPartition("greetings", 0);

    @TempDir
    Path dir;

    @Test
    void keepsCommittedTransactionsAcrossRestarts() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, 0)) {
            createTopic(broker);
            send(broker, "kept");
        }

        try (var broker = EmbeddedBroker.start(dir, 0)) {
            send(broker, "added");

            assertThat(read(broker)).containsExactly("kept", "added");
        }
    }

    @Test
    void takesRecordsAsLargeAsASheet() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, 0)) {
            createTopic(broker);

            send(broker, "x".repeat(10 << 20));

            assertThat(read(broker)).singleElement().satisfies(value -> assertThat(value).hasSize(10 << 20));
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (var other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var port = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(dir, port)).isInstanceOf(StandaloneException.class)
                    .hasMessageContaining("--port");
        }
    }

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            var topic = new NewTopic(TOPIC.topic(), 1, (short) 1).configs(Map.of("max.message.bytes", "11534336"));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void send(EmbeddedBroker broker, String value) {
        var config = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "transactional.id",
                "greeter", "max.request.size", 11 << 20);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>(TOPIC.topic(), value));
            producer.commitTransaction();
            assertThat(sent).isDone();
        }
    }

    private static List<String> read(EmbeddedBroker broker) {
        var config = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "isolation.level",
                "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            // The last offset is that of a transaction marker: the position gets there, no record does.
            var end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
            var values = new ArrayList<String>();
            while (consumer.position(TOPIC) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
