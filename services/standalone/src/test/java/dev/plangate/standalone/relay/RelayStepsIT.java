package dev.plangate.standalone.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.pipeline.relay.RelayStep;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.standalone.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a relay at each of its steps; each row is published once, in order per key, all the same. */
@Execution(ExecutionMode.CONCURRENT)
class RelayStepsIT {
    private static final Duration SHORT = Duration.ofSeconds(2);
    /** A relay with such a lease does not notice for a long time that it lost it. */
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PARTS = 8;
    private static final int ROWS = 800;

    @TempDir
    static Path dir;
    private static RelayWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new RelayWorld(dir);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** Trap 31: a relay dies between the commit and the delete, and at every other step. */
    @ParameterizedTest
    @EnumSource
    void killedAtAnyStepPublishesNothingTwice(RelayStep at) throws Exception {
        try (var deployment = world.deployment()) {
            deployment.append(ROWS);
            var killed = Failpoint.killed(at);
            deployment.relay(SHORT, killed);
            Await.until("all parts to be killed", () -> killed.parts() == PARTS);

            deployment.relay(SHORT, RelaySteps.NONE);
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
        }
    }

    /**
     * Trap 30: two relays on a part do not reorder a key. Trap 33: one that was taken over writes nothing. One stands
     * still at a step until another has published everything, then goes on.
     */
    @ParameterizedTest
    @EnumSource
    void zombieAtAnyStepPublishesNothing(RelayStep at) throws Exception {
        try (var deployment = world.deployment()) {
            deployment.append(ROWS);
            var zombie = Failpoint.paused(at);
            deployment.relay(LONG, zombie);
            Await.until("all parts to stand still", () -> zombie.parts() == PARTS);

            deployment.execute("update outbox_lease set lease_until = clock_timestamp()");
            deployment.execute("update relay_member set lease_until = clock_timestamp()");
            deployment.relay(SHORT, RelaySteps.NONE);
            deployment.awaitEmptyOutbox();
            deployment.append(ROWS);
            zombie.goOn();
            deployment.append(ROWS);
            deployment.awaitEmptyOutbox();

            deployment.assertPublishedOnceInOrder();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROGRESS_READ", "SENT", "COMMITTED"})
    void failureAtAStepPublishesEachRowOnce(RelayStep at) throws Exception {
        try (var deployment = world.deployment()) {
            deployment.append(ROWS);
            var failing = Failpoint.failing(at);

            deployment.relay(SHORT, failing);
            deployment.awaitEmptyOutbox();

            assertThat(failing.parts()).isEqualTo(PARTS);
            deployment.assertPublishedOnceInOrder();
        }
    }
}
