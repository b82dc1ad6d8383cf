package dev.plangate.bench.pipeline;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.v1.Approval;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.Sheet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Upstream: publishes a project, a sheet, and plans with an open issue each. */
final class Load implements AutoCloseable {
    private static final String PROJECT = "projects/bench";
    private static final String SQL = "select 1";
    private static final String SHEET = Sha256.hex(SQL);

    private final KafkaProducer<byte[], byte[]> producer;
    private final SchemaRegistry registry;
    private final ProtobufSerde<Plan> plans;
    private volatile Exception failure;

    Load(String bootstrapServers, String registryUrl) {
        registry = SchemaRegistry.connect(registryUrl, Map.of());
        plans = ProtobufSerde.of(Topics.PLANS, registry);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 1),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    static String name(String series, int plan) {
        return PROJECT + "/plans/" + series + "-" + plan;
    }

    /** The project demands its checks to pass and, to be fair to everybody, no approval. */
    void prepare(String series, int count) {
        send(Topics.PROJECTS, PROJECT, Project.newBuilder().setName(PROJECT).setVersion(1)
                .setSettings(ProjectSettings.newBuilder().setRequirePlanCheckNoError(true)).build());
        send(Topics.SHEETS, SHEET, Sheet.newBuilder().setText(SQL).build());
        for (int plan = 0; plan < count; plan++) {
            String name = name(series, plan);
            send(Topics.APPROVALS, name,
                    Approval.newBuilder().setPlan(name).setVersion(1)
                            .setIssue(PROJECT + "/issues/" + series + "-" + plan)
                            .setIssueState(Approval.IssueState.OPEN).setStatus(Approval.Status.PENDING).build());
        }
        flush();
    }

    /** As fast as the producer takes them. */
    void atFullSpeed(String series, int count, Timeline timeline) {
        for (int plan = 0; plan < count; plan++) {
            timeline.reach(Timeline.Milestone.SENT, plan, System.nanoTime());
            send(series, plan);
        }
        flush();
    }

    /** At a fixed rate, whatever the pipeline does; a plan that is sent late counts from when it was due. */
    void openLoop(String series, int count, int perSecond, Timeline timeline) {
        long start = System.nanoTime();
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int plan = 0; plan < count; plan++) {
            long due = start + plan * interval;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            timeline.reach(Timeline.Milestone.SENT, plan, due);
            send(series, plan);
        }
        flush();
    }

    private void send(String series, int index) {
        String name = name(series, index);
        send(Topics.PLANS.name(), name, plans.serialize(Topics.PLANS.name(),
                Plan.newBuilder().setName(name).setRevision(1).setState(Plan.State.ACTIVE)
                        .addSpecs(Plan.Spec.newBuilder().setId("change")
                                .setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                                        .addTargets("instances/bench/databases/d" + index % 100).setSheetSha256(SHEET)))
                        .build()));
    }

    private <V extends Message> void send(Topic<V> topic, String key, V value) {
        send(topic.name(), key, ProtobufSerde.of(topic, registry).serialize(topic.name(), value));
    }

    private void send(String topic, String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, bytes(key), value), (_, e) -> {
            if (e != null) {
                failure = e;
            }
        });
    }

    /** Everything is acknowledged, or the measurement is void. */
    private void flush() {
        producer.flush();
        if (failure != null) {
            throw new IllegalStateException("Kafka did not take a record", failure);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
    }
}
