package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.Shared;
import dev.plangate.pipeline.relay.Relay;
import dev.plangate.pipeline.relay.RelayConfig;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.v1.CheckRun;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What cannot be handed on is not taken in: nothing is acknowledged, the group's membership goes on, and afterwards everything is done once. */
@ResourceLock("the log of OutboxWatch")
class BackPressureIT {
    private static final String GROUP = "plangate-intake";

    @TempDir
    private Path directory;

    private Standalone plangate;
    private Upstream upstream;
    private Admin admin;
    private final List<String> plans = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() {
        plangate = Standalone.start(new StandaloneOptions().dataDir(directory.resolve("data")).checks(Given.engine())
                .setting("outbox.alarm.rows", "50").setting("outbox.limit.rows", "100")
                .setting("db.connect.timeout", "1s"));
        upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", plangate.bootstrapServers()));
        upstream.publish(Given.project("free", false, false)).publishSheet(Given.FINE).flush();
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
        admin.close();
        for (var part : opened.reversed()) {
            part.close();
        }
        plangate.close();
    }

    @Test
    void intakePausesWhileTheOutboxIsFullAndGoesOnOnceItIsDrained() throws Exception {
        service("relay").close(); // as if Kafka took nothing: rows wait
        publish(100);
        Await.until("the outbox to be full", () -> health("outbox").detail().startsWith("FULL: about"));
        Await.until("intake to say why it does nothing",
                () -> health("intake").detail().startsWith("paused: the outbox is full"));
        assertThat(health("intake").ok()).isFalse();
        assertThat(health("outbox").ok()).isTrue();
        assertThat(plangate.meters().get("plangate.outbox.full").gauge().value()).isEqualTo(1);

        assertNothingIsTakenIn();

        var shared = keep(Shared.open(plangate.settings(), Map.of(),
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry()));
        var relay = keep(new Relay(RelayConfig.of(plangate.settings().deployment(), plangate.settings().relay(),
                plangate.settings().kafka()), shared.database(),
                keep(SchemaRegistry.connect(plangate.registryUrl(), Map.of())),
                shared.rows(), shared.meters(), RelaySteps.NONE));
        relay.start();
        assertEachRunEndsOnce();
        Await.until("intake to be ready", () -> service("intake").ready());
        Await.until("the alarm to be over", () -> plangate.meters().get("plangate.outbox.alarm").gauge().value() == 0);
    }

    @Test
    void whilePostgresIsAwayIntakeTakesNothingInAndAcknowledgesNothing() throws Exception {
        publish(20);
        assertEachRunEndsOnce();
        int port = plangate.postgres().port();
        plangate.postgres().close();
        publish(20);
        Await.until("intake to say why it does nothing", () -> health("intake").detail().contains("Postgres does not"));
        assertThat(service("intake").alive()).isTrue();

        assertNothingIsTakenIn();

        keep(EmbeddedPostgres.start(directory.resolve("data/postgres"), port, EmbeddedPostgres.Durability.DURABLE,
                Map.of()));
        assertEachRunEndsOnce();
        Await.until("intake to be ready", () -> service("intake").ready());
    }

    /** For two polls and two heartbeats, and with more to read: offsets stay, nothing is asked for, the membership goes on. */
    private void assertNothingIsTakenIn() throws Exception {
        awaitHeartbeats();
        var committed = committed();
        double consumed = plangate.meters().get("plangate.records.consumed").tag("stage", "intake").counter().count();
        double fetches = kafka("fetch.total");
        publish(100);
        awaitPolls();
        awaitHeartbeats();
        assertThat(committed()).isEqualTo(committed);
        assertThat(plangate.meters().get("plangate.records.consumed").tag("stage", "intake").counter().count())
                .isEqualTo(consumed);
        assertThat(kafka("fetch.total")).isEqualTo(fetches);
        assertThat(admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members()).hasSize(1);
    }

    private void awaitHeartbeats() throws Exception {
        double before = kafka("heartbeat.total");
        Await.until("two heartbeats", () -> kafka("heartbeat.total") >= before + 2);
    }

    /** The second one sees what the first one asked for. */
    private void awaitPolls() {
        for (int i = 0; i < 2; i++) {
            long from = System.nanoTime();
            Await.until("intake to poll",
                    () -> System.nanoTime() - from > (kafka("last.poll.seconds.ago") + 1) * 1_000_000_000);
        }
    }

    /** Of the consumer as a whole. Micrometer drops those that Kafka also counts by topic. */
    private double kafka(String name) {
        var found = plangate.meters().getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("kafka.consumer")
                        && meter.getId().getName().endsWith("." + name)
                        && "intake".equals(meter.getId().getTag("stage")))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return value(found.getFirst());
    }

    private static double value(Meter meter) {
        return meter instanceof FunctionCounter counter
                ? counter.count()
                : meter.measure().iterator().next().getValue();
    }

    private Map<TopicPartition, Long> committed() throws Exception {
        var offsets = new HashMap<TopicPartition, Long>();
        Map<TopicPartition, OffsetAndMetadata> stored = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata().get();
        stored.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private void publish(int count) {
        int from = plans.size();
        IntStream.range(from, from + count).mapToObj(i -> Given.plan("free", "p-" + i)).forEach(name -> {
            plans.add(name);
            upstream.publish(Given.plan(name, 1, Given.FINE));
        });
        upstream.flush();
    }

    private void assertEachRunEndsOnce() {
        try (var runs = Seen.of(plangate.bootstrapServers(), Topics.CHECK_RUNS)) {
            runs.until("a terminal event of each plan", all -> new HashSet<>(
                    all.stream().filter(run -> run.value().hasEndTime()).map(Seen.One::key).toList())
                    .containsAll(plans));
            assertThat(runs.now().stream().filter(run -> run.value().hasEndTime()))
                    .allSatisfy(run -> assertThat(run.value().getStatus()).isEqualTo(CheckRun.Status.DONE))
                    .extracting(Seen.One::key).doesNotHaveDuplicates().hasSize(plans.size());
        }
    }

    private Service service(String name) {
        return plangate.services().stream().filter(service -> service.name().equals(name)).findFirst().orElseThrow();
    }

    private Health health(String name) {
        return service(name).health().getFirst();
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(part);
        return part;
    }
}
