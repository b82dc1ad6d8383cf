package dev.plangate.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Topics;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.v1.CheckRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code plangate up} is killed with work in flight, as {@code kill -9} does it, and started again on the same directory:
 * its Postgres was left running, its transactions were left open. Real checks on a real target.
 */
class KilledIT {
    private static final int PLANS = 1_000;

    @TempDir
    private Path directory;

    private EmbeddedPostgres target;
    private UpProcess up;

    @BeforeEach
    void start() throws IOException {
        target = EmbeddedPostgres.start(directory.resolve("target"), 0, EmbeddedPostgres.Durability.TEMPORARY,
                Map.of());
        Path instances = directory.resolve("instances.yaml");
        Files.writeString(instances, """
                instances:
                  demo:
                    engine: POSTGRES
                    environment: TEST
                    url: %s
                    user: %s
                    passwordEnv: TARGET_PASSWORD
                    projects: ["*"]
                    maxConcurrentChecks: 8
                """.formatted(target.jdbcUrl("{database}"), EmbeddedPostgres.USER));
        up = new UpProcess(directory.resolve("data"), instances, target.password());
        up.start();
    }

    @AfterEach
    void stop() {
        up.stop();
        target.close();
    }

    /** Trap 41: `kill -9` leaves Postgres running on the directory; the next start takes it over. */
    @Test
    void everyPlanEndsWithOneCommandAndNothingIsSeenTwice() {
        List<String> plans = IntStream.range(0, PLANS).mapToObj(i -> Given.plan("shop", "p-" + i)).toList();
        try (var upstream = new Upstream(up.bootstrapServers(), up.registryUrl())) {
            upstream.publish(Given.project("shop", true, true)).publishSheet(Given.FINE);
            plans.forEach(name -> upstream.publish(Given.plan(name, 1, Given.FINE, "instances/demo/databases/postgres"))
                    .publish(Given.approved(name, 1)));
            upstream.flush();
        }
        awaitRollouts(PLANS / 2);
        up.kill();
        up.start();
        awaitRollouts(PLANS);

        assertOneEach(plans);
    }

    private void awaitRollouts(int count) {
        try (var rollouts = Seen.of(up.bootstrapServers(), Topics.ROLLOUTS)) {
            rollouts.until(count + " rollouts", all -> all.stream().map(Seen.One::key).distinct().count() >= count);
        }
    }

    private void assertOneEach(List<String> plans) {
        String brokers = up.bootstrapServers();
        Set<String> events = new HashSet<>();
        try (var commands = Seen.of(brokers, Topics.ROLLOUT_COMMANDS);
                var rollouts = Seen.of(brokers, Topics.ROLLOUTS);
                var results = Seen.of(brokers, Topics.CHECK_RESULTS);
                var runs = Seen.of(brokers, Topics.CHECK_RUNS);
                var states = Seen.of(brokers, Topics.PLAN_STATES);
                var letters = Seen.raw(brokers, Topics.DEAD_LETTERS)) {
            assertThat(commands.now()).extracting(Seen.One::key).doesNotHaveDuplicates().containsAll(plans);
            assertThat(rollouts.now()).extracting(Seen.One::key).doesNotHaveDuplicates().containsAll(plans);
            assertThat(results.now()).extracting(r -> r.key() + " " + r.value().getRun() + " " + r.value().getTarget())
                    .doesNotHaveDuplicates().hasSize(PLANS);
            assertThat(runs.now().stream().filter(r -> r.value().hasEndTime()))
                    .allSatisfy(r -> assertThat(r.value().getStatus()).isEqualTo(CheckRun.Status.DONE))
                    .extracting(r -> r.key() + " " + r.value().getRun()).doesNotHaveDuplicates().hasSize(PLANS);
            assertThat(states.now()).extracting(r -> r.key() + " " + r.value().getVersion()).doesNotHaveDuplicates();
            assertThat(letters.now()).isEmpty();
            List.of(commands.now(), rollouts.now(), results.now(), runs.now(), states.now()).forEach(topic -> topic
                    .forEach(r -> assertThat(events.add(r.header(RecordHeaders.EVENT_ID))).as("seen twice: %s", r)
                            .isTrue()));
        }
    }
}
