package dev.plangate.standalone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.Topics;
import dev.plangate.standalone.Await;
import dev.plangate.v1.CheckRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must not hold a worker up: results that nobody takes, batches that take too long, a Postgres that is silent, plans of many changes. */
class WorkerUnderPressureIT extends WorkersOnPostgres {
    /** Trap 49: what no topic takes is no reason to hold a run for ever. */
    @Test
    void aResultThatNoTopicTakesEndsItsRunFailedWithAnEvent() {
        String whole = world.enqueue("whole", "large", 1);
        String sliced = world.enqueue("sliced", "large", 11);
        String fine = world.enqueue("fine", "small", 1);
        world.worker(TestEngine.finding(job -> job.target().endsWith("/large/databases/d00000")
                ? "x".repeat(9 << 20)
                : ""), LONG_LEASE);

        for (String plan : List.of(whole, sliced)) {
            world.awaitEnd(plan, CheckRun.Status.FAILED);
            assertThat(world.run(plan).error()).startsWith("RESULT_REFUSED").contains("split the plan");
            assertThat(world.published(plan, Topics.CHECK_RUNS.name())).isEqualTo(1);
        }
        world.awaitEnd(fine, CheckRun.Status.DONE);
    }

    /** A batch that Postgres cancels because it takes too long would be cancelled again and again. */
    @Test
    void runsThatCannotBeWrittenAtOnceAreWrittenInParts() {
        var release = new CountDownLatch(1);
        List<String> plans = IntStream.range(0, 100).mapToObj(i -> world.enqueue("p" + i, "i", 1)).toList();
        world.worker(TestEngine.of(job -> release.await()), LONG_LEASE);
        Await.until("all to be claimed",
                () -> world.number("select count(*) from plan_check_run where status = 'RUNNING'") == 100);
        world.execute("""
                create function too_long() returns trigger language plpgsql as $$
                  begin
                    if (select count(*) from changed where status = 'DONE') > 3 then
                      raise exception 'canceling statement due to statement timeout' using errcode = '57014';
                    end if;
                    return null;
                  end $$""", "create trigger too_long after update on plan_check_run referencing new table as changed"
                + " for each statement execute function too_long()");

        release.countDown();
        plans.forEach(plan -> world.awaitEnd(plan, CheckRun.Status.DONE));
    }

    /** Trap 3: who cannot renew stops in time, even when the heartbeat itself hangs. By the clock of the database. */
    @Test
    void checksAreStoppedBeforeTheirLeaseEndsAlthoughPostgresIsSilent() throws Exception {
        var started = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var leased = new AtomicLong(-1);
        world.enqueue("a", "i", 1);
        world.worker(TestEngine.of(job -> {
            started.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                leased.set(world.number("select count(*) from plan_check_run where lease_until > clock_timestamp()"));
                stopped.countDown();
                throw e;
            }
        }), Map.of("worker.lease", "3s", "worker.heartbeat", "300ms", "db.transaction.timeout", "2s"));
        started.await();
        List<String> sessions = world.sessions();
        try {
            signal("STOP", sessions);
            stopped.await();
        } finally {
            signal("CONT", sessions);
        }
        assertThat(leased).as("leases that were not over yet").hasValue(1);
    }

    /** The slices of a plan with eight changes for each database have more targets than a worker queues of whole runs. */
    @Test
    void aLargePlanOfManyChangesKeepsNoSmallOneOut() {
        var release = new CountDownLatch(1);
        String large = world.enqueue("large", "slow", 40, 8);
        world.worker(TestEngine.of(job -> {
            if (job.target().contains("/slow/")) {
                release.await();
            }
        }), LONG_LEASE);
        Await.until("the large plan to fill the worker",
                () -> world.number("select count(*) from plan_check_slice where status = 'RUNNING'") == 3);

        world.awaitEnd(world.enqueue("small", "quick", 3), CheckRun.Status.DONE);
        assertThat(world.run(large).status()).isEqualTo(CheckRun.Status.RUNNING);

        release.countDown();
        world.awaitEnd(large, CheckRun.Status.DONE);
    }

    private static void signal(String name, List<String> processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(processes);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
