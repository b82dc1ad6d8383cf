package dev.plangate.standalone.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.TopicCreation;
import dev.plangate.contract.Topics;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.standalone.broker.EmbeddedBroker;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker and a real Postgres, in which each test has a database and a deployment of its own. */
final class RelayWorld implements AutoCloseable {
    private static final String TEMPLATE = "migrated";

    private final Path dir;
    private final Map<String, String> brokerSettings;
    private final EmbeddedPostgres postgres;
    private EmbeddedBroker broker;
    private final AtomicInteger databases = new AtomicInteger();
    private final SchemaRegistry registry = SchemaRegistry.connect("mock://relay-it", Map.of());

    RelayWorld(Path dir) throws Exception {
        this(dir, Map.of());
    }

    /** @param brokerSettings in place of the embedded broker's own */
    RelayWorld(Path dir, Map<String, String> brokerSettings) throws Exception {
        this.dir = dir;
        this.brokerSettings = brokerSettings;
        postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0, Durability.TEMPORARY, Map.of());
        broker = EmbeddedBroker.start(dir.resolve("broker"), 0, brokerSettings);
        template();
        try (var admin = admin()) {
            TopicCreation.ensure(admin, Topics.DEFAULT_PARTITIONS, (short) 1);
        }
    }

    /** A database with the schema in it, and the name of a deployment. */
    RelayDeployment deployment() throws SQLException {
        return deployment("relay" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** A database without rows for a deployment that was there before: restored from a backup. */
    RelayDeployment deployment(String name) throws SQLException {
        String database = "d" + databases.incrementAndGet();
        execute("create database " + database + " template " + TEMPLATE);
        return new RelayDeployment(name, postgres.jdbcUrl(database), postgres.password(), this);
    }

    /** Migrations take longer than most tests: they run once. */
    private void template() throws SQLException {
        execute("create database " + TEMPLATE);
        try (var database = Database.open(
                DatabaseConfig.of(postgres.jdbcUrl(TEMPLATE), EmbeddedPostgres.USER, postgres::password))) {
            database.migrate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"), EmbeddedPostgres.USER,
                postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    SchemaRegistry registry() {
        return registry;
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    Admin admin() {
        return Admin.create(kafka());
    }

    /** Stops the broker, does that, and starts it again where it was. */
    void withoutBroker(Runnable work) {
        int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
        broker.close();
        try {
            work.run();
        } finally {
            broker = EmbeddedBroker.start(dir.resolve("broker"), port, brokerSettings);
        }
    }

    /** One record as a read_committed consumer sees it. */
    record Seen(String key, long number, String eventId, ConsumerRecord<byte[], byte[]> record) {}

    /** The runs of a deployment, each partition in its order. */
    List<Seen> runs(RelayDeployment deployment) {
        var serde = ProtobufSerde.of(Topics.CHECK_RUNS, registry);
        return records(Topics.CHECK_RUNS.name()).stream()
                .filter(record -> text(record.key()).startsWith(deployment.keyPrefix()))
                .map(record -> new Seen(text(record.key()), serde.deserialize(record.topic(), record.value()).getRun(),
                        header(record, RecordHeaders.EVENT_ID), record))
                .toList();
    }

    /**
     * All that a read_committed consumer sees of a topic, as it is written now. Where other deployments have transactions open it
     * waits for their end: behind them it would see nothing.
     */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var properties = new HashMap<>(kafka());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "none");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = written(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The ends of the partitions, what is not committed included. */
    private Map<TopicPartition, Long> written(List<TopicPartition> partitions) {
        try (var consumer = new KafkaConsumer<>(kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    @Override
    public void close() {
        broker.close();
        postgres.close();
    }
}
