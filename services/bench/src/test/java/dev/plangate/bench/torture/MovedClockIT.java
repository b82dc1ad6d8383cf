package dev.plangate.bench.torture;

import static dev.plangate.bench.torture.world.ServiceKind.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.bench.history.HistoryVerdict;
import dev.plangate.bench.torture.clock.MovedClock;
import dev.plangate.bench.torture.failpoint.Failpoint;
import dev.plangate.bench.torture.world.Await;
import dev.plangate.bench.torture.world.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One worker's clock is an hour ahead, the other's an hour behind: nobody can tell from what they do. */
final class MovedClockIT {
    private static final Duration HOUR = Duration.ofHours(1);
    /** Longer than the harness's: on a busy machine a worker may be late by seconds, and keeps its runs all the same. */
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A run may take longer than two leases; and neither worker takes so many that nothing is left for the other. */
    private static final Map<String, String> SETTINGS = Map.of("PLANGATE_WORKER_LEASE", LEASE.toSeconds() + "s",
            "PLANGATE_WORKER_TARGET_DEADLINE", "11s", "PLANGATE_WORKER_CLAIM_BATCH", "2");
    private static final int PLANS = 10;
    private static final String THE_RUN = "from plan_check_run where status = 'RUNNING'";

    @TempDir
    Path dir;

    @Test
    @DisplayName("Trap 25: a worker's clock that is wrong by an hour changes nothing, only the database's counts")
    void onlyTheClockOfTheDatabaseCounts() throws SQLException, IOException {
        HistoryVerdict verdict;
        try (var stage = new Stage(dir, List.of(), Stage.WHOLE, SETTINGS)) {
            Instance ahead = stage.world().instances(WORKER).getFirst();
            Instance behind = stage.world().instances(WORKER).getLast();
            restart(Map.of(ahead, HOUR, behind, HOUR.negated()));
            stage.project("projects/clock", 1, true);

            longRunsAreKept(stage, ahead, behind);
            runsOfKilledWorkersAreTakenOver(stage, List.of(ahead, behind));

            assertThat(log(ahead)).contains(MovedClock.told(HOUR));
            assertThat(log(behind)).contains(MovedClock.told(HOUR.negated()));
            verdict = stage.verdict();
        }
        assertThat(verdict.isGreen()).as(verdict.text()).isTrue();
        assertThat(verdict.figures().runs()).isEqualTo(PLANS + 1);
    }

    private static void restart(Map<Instance, Duration> clocks) {
        clocks.forEach((worker, clock) -> {
            worker.stop();
            worker.moveClock(clock);
            worker.start();
        });
        clocks.keySet().forEach(worker -> Await.until(worker.name() + " is ready", PATIENCE, worker::ready));
    }

    /** Whole runs and slices that take longer than two leases are claimed once, by either worker. */
    private static void longRunsAreKept(Stage stage, Instance ahead, Instance behind) {
        for (int i = 1; i < PLANS; i++) {
            stage.plan("projects/clock/plans/long-" + i, "dead-0", 1);
        }
        stage.plan("projects/clock/plans/sliced", "dead-0", 12);
        Await.until("both have work", PATIENCE, () -> !stage.backlog().held(ahead.owner()).isEmpty()
                && !stage.backlog().held(behind.owner()).isEmpty());

        stage.settle();

        assertThat(number(stage, "select count(*) from plan_check_run where attempts = 1")).isEqualTo(PLANS);
        assertThat(number(stage, "select count(*) from plan_check_slice where attempts = 1")).isEqualTo(3);
    }

    /** Each of the two takes over what the other one held when it was killed: once the lease has ended, and soon then. */
    private static void runsOfKilledWorkersAreTakenOver(Stage stage, List<Instance> workers) {
        stage.arm(Failpoint.WORKER_BEFORE_COMPLETE, workers);
        stage.plan("projects/clock/plans/killed", 1);
        Instance first = stage.reached(workers);
        Instance second = workers.get(1 - workers.indexOf(first));

        takenOver(stage, first, second);
        first.start();
        Await.until(first.name() + " is ready", PATIENCE, first::ready);
        stage.arm(Failpoint.WORKER_BEFORE_COMPLETE, List.of(first));
        takenOver(stage, second, first);

        second.start();
        stage.go(first);
        stage.settle();
    }

    private static void takenOver(Stage stage, Instance victim, Instance heir) {
        long given = leaseEnd(stage);
        Await.until("the lease is renewed", PATIENCE, () -> leaseEnd(stage) != given);
        victim.kill();
        // What it leaves behind, by the database's clock.
        long end = leaseEnd(stage);
        long killed = number(stage, "select extract(epoch from clock_timestamp()) * 1000");
        assertThat(end - killed).isBetween(0L, LEASE.toMillis());

        stage.reached(List.of(heir));

        // A renewal does not touch updated_at.
        long claimed = number(stage, "select extract(epoch from updated_at) * 1000 " + THE_RUN);
        assertThat(claimed - end).isBetween(0L, LEASE.toMillis());
    }

    private static long leaseEnd(Stage stage) {
        return number(stage, "select extract(epoch from lease_until) * 1000 " + THE_RUN);
    }

    private static long number(Stage stage, String query) {
        return stage.world().sql().number(query).orElseThrow();
    }

    private String log(Instance worker) throws IOException {
        return Files.readString(dir.resolve("world").resolve(worker.name() + ".log"));
    }
}
