package dev.plangate.bench.large;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.Sheet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Upstream of the two plans. */
final class Publisher implements AutoCloseable {
    private static final String PROJECT = "projects/large";
    private static final String SQL = "select 1";

    private final KafkaProducer<byte[], byte[]> producer;
    private final SchemaRegistry registry;

    Publisher(String bootstrapServers, SchemaRegistry registry) {
        this.registry = registry;
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The project, the sheet, and a group of these databases. */
    String group(List<String> databases) {
        String group = PROJECT + "/databaseGroups/all";
        String sha256 = Sha256.hex(SQL);
        send(Topics.PROJECTS, PROJECT, Project.newBuilder().setName(PROJECT).setVersion(1)
                .setSettings(ProjectSettings.getDefaultInstance()).build());
        send(Topics.SHEETS, sha256, Sheet.newBuilder().setText(SQL).build());
        send(Topics.DATABASE_GROUPS, group,
                DatabaseGroup.newBuilder().setName(group).setVersion(1).addAllDatabases(databases).build());
        return group;
    }

    /** A plan on these targets; its name. */
    String plan(String id, List<String> targets) {
        String name = PROJECT + "/plans/" + id;
        send(Topics.PLANS, name, Plan.newBuilder().setName(name).setRevision(1).setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                        .addAllTargets(targets).setSheetSha256(Sha256.hex(SQL))))
                .build());
        return name;
    }

    private <T extends Message> void send(Topic<T> topic, String key, T value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8),
                ProtobufSerde.of(topic, registry).serialize(topic.name(), value)));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
