package dev.plangate.standalone.e2e;

import dev.plangate.contract.TopicCreation;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.runtime.Metrics;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.standalone.PipelineServices;
import dev.plangate.standalone.StandaloneOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same on the images that users run: {@code mvn -B verify -Pcontainers}, wherever Docker answers. */
@Tag("containers")
class ContainersIT extends EndToEnd {
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "10485760").withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18");
    private static final GenericContainer<?> REGISTRY = new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
            .withExposedPorts(8080)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(Duration.ofMinutes(2)));

    private static PipelineServices services;
    private static Metrics metrics;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        KAFKA.start();
        POSTGRES.start();
        REGISTRY.start();
        String registry = "http://%s:%d/apis/ccompat/v7".formatted(REGISTRY.getHost(), REGISTRY.getMappedPort(8080));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.getBootstrapServers()))) {
            TopicCreation.ensure(admin, Topics.DEFAULT_PARTITIONS, (short) 1);
        }
        Settings settings = Settings.of(Map.of("bootstrap.servers", KAFKA.getBootstrapServers(), "schema.registry.url",
                registry, "db.url", POSTGRES.getJdbcUrl().replaceFirst("\\?.*", ""), "db.user", POSTGRES.getUsername(),
                "db.password", POSTGRES.getPassword(), "inputs.timeout", "3s", "gate.state.dir",
                directory.resolve("gate").toString(), "topics.replication.factor", "1"));
        metrics = new Metrics(settings.deployment().name());
        services = PipelineServices.of(settings, metrics, new StandaloneOptions().checks(Given.engine()));
        services.shared().database().migrate();
        services.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!services.all().stream().allMatch(Service::ready)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not ready: " + services.all().stream().map(Service::health).toList());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        begin(KAFKA.getBootstrapServers(), registry);
    }

    @AfterAll
    static void stop() {
        services.close();
        metrics.close();
        REGISTRY.stop();
        POSTGRES.stop();
        KAFKA.stop();
    }
}
