package dev.plangate.standalone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.checks.CheckJob;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.TargetResult;
import dev.plangate.pipeline.worker.WorkerService;
import dev.plangate.standalone.Await;
import dev.plangate.v1.CheckRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers on a real Postgres: large plans, slow targets, cancels, stops. */
class WorkerIT extends WorkersOnPostgres {
    @Test
    void aLargePlanIsSharedAndEndsOnceWithEachTargetCheckedOnce() {
        String plan = world.enqueue("large", "i", 1_000);
        var shares = new ArrayList<Set<String>>();
        for (int i = 0; i < 3; i++) {
            Set<String> share = ConcurrentHashMap.newKeySet();
            shares.add(share);
            world.worker(TestEngine.of(job -> assertThat(share.add(job.target())).isTrue()), LONG_LEASE);
        }
        world.awaitEnd(plan, CheckRun.Status.DONE);

        assertThat(shares).as("all take part").allSatisfy(share -> assertThat(share).isNotEmpty());
        assertThat(shares.stream().mapToInt(Set::size).sum()).isEqualTo(1_000);
        assertThat(world.published(plan, Topics.CHECK_RESULTS.name())).isEqualTo(1_000);
        assertThat(world.published(plan, Topics.CHECK_RUNS.name())).as("one terminal event").isEqualTo(1);
    }

    /** Large or small, with one spec or two: what is stored and published afterwards is whole, and the rest was left alone. */
    @ParameterizedTest
    @CsvSource({"5, 1", "5, 2", "300, 2"})
    void aRetryChecksWhatFailedAndItsResultIsWhole(int databases, int changes) {
        String plan = world.enqueue("retried", "i", databases, changes);
        Set<String> bad = Set.of("d00001", "d00004");
        var mended = new AtomicBoolean();
        var checked = new ConcurrentLinkedQueue<String>();
        world.worker(TestEngine.failing(job -> !mended.get() && bad.contains(name(job)), job -> {
            checked.add(name(job));
            return "found";
        }), LONG_LEASE);
        world.awaitEnd(plan, CheckRun.Status.DONE);
        List<TargetResult> before = world.results(plan, 1);
        assertThat(before).hasSize(databases);
        assertThat(before.stream().filter(TargetResult::failed)).hasSize(2);
        assertThat(world.run(plan).errors()).isEqualTo(2 * 2 * changes);

        mended.set(true);
        checked.clear();
        world.retry(plan);
        world.awaitEnd(plan, CheckRun.Status.DONE);

        assertThat(checked).as("what failed, and nothing else").hasSize(2 * changes).allMatch(bad::contains);
        List<TargetResult> after = world.results(plan, 2);
        assertThat(after).extracting(TargetResult::target)
                .containsExactlyElementsOf(before.stream().map(TargetResult::target).toList());
        assertThat(after).noneMatch(TargetResult::failed);
        assertThat(world.run(plan).errors()).isZero();
        assertThat(world.published(plan, Topics.CHECK_RESULTS.name())).as("each target, in both runs")
                .isEqualTo(2L * databases);
        assertThat(world.published(plan, Topics.CHECK_RUNS.name())).as("one end of each").isEqualTo(2);
        assertThat(world.results(plan, 1)).as("the past run is what it was").isEqualTo(before);
    }

    /** A worker that is killed half-way has taken nothing over for good: who claims the run next does the same again. */
    @Test
    void aRetryWhoseWorkerIsLostIsTheSameRetry() {
        String plan = world.enqueue("retried", "i", 3);
        var mended = new AtomicBoolean();
        var checked = new ConcurrentLinkedQueue<String>();
        TestEngine engine = TestEngine.failing(job -> !mended.get() && name(job).equals("d00002"), job -> {
            checked.add(name(job));
            return "found";
        });
        WorkerService first = world.worker(engine, LONG_LEASE);
        world.awaitEnd(plan, CheckRun.Status.DONE);
        first.close();
        mended.set(true);
        checked.clear();
        world.retry(plan);
        world.loseTwice(plan);
        world.worker(engine, LONG_LEASE);
        world.awaitEnd(plan, CheckRun.Status.DONE);

        assertThat(checked).containsExactly("d00002");
        assertThat(world.results(plan, 2)).hasSize(3).noneMatch(TargetResult::failed);
    }

    private static String name(CheckJob job) {
        return job.target().substring(job.target().lastIndexOf('/') + 1);
    }

    @Test
    void aSmallPlanBehindALargeOneDoesNotWaitForIt() {
        var release = new CountDownLatch(1);
        String large = world.enqueue("large", "slow", 400);
        world.worker(TestEngine.of(job -> {
            if (job.target().contains("/slow/")) {
                release.await();
            }
        }), LONG_LEASE);
        Await.until("the large plan to fill the worker",
                () -> world.number("select count(*) from plan_check_slice where status = 'RUNNING'") > 0);

        String small = world.enqueue("small", "quick", 3);
        world.awaitEnd(small, CheckRun.Status.DONE);
        assertThat(world.run(large).status()).isEqualTo(CheckRun.Status.RUNNING);

        release.countDown();
        world.awaitEnd(large, CheckRun.Status.DONE);
    }

    @Test
    void aDeadTargetHoldsUpItsOwnSliceAlone() {
        var release = new CountDownLatch(1);
        String plan = world.enqueue("large", "i", 100);
        world.worker(TestEngine.of(job -> {
            if (job.target().endsWith("d00034")) {
                release.await();
            }
        }), LONG_LEASE);
        Await.until("all slices but one to be done",
                () -> world.number("select count(*) from plan_check_slice where status = 'DONE'") == 9);
        assertThat(world.number("select slice from plan_check_slice where status = 'RUNNING'")).isEqualTo(3);
        assertThat(world.published(plan, Topics.CHECK_RESULTS.name())).as("what is done is published").isEqualTo(90);

        release.countDown();
        world.awaitEnd(plan, CheckRun.Status.DONE);
    }

    @Test
    void aNewRevisionStopsTheChecksOfTheOldOne() throws InterruptedException {
        var stopped = new CountDownLatch(12);
        var started = new AtomicInteger();
        var never = new CountDownLatch(1);
        String large = world.enqueue("large", "slow", 40);
        String small = world.enqueue("small", "slow", 2);
        world.worker(TestEngine.of(job -> {
            if (job.target().contains("/slow/")) {
                started.incrementAndGet();
                try {
                    never.await();
                } finally {
                    stopped.countDown();
                }
            }
        }), LONG_LEASE);
        Await.until("checks of both", () -> started.get() >= 14);

        world.supersede(large, 2, List.of("instances/quick/databases/d"));
        world.supersede(small, 2, List.of("instances/quick/databases/d"));
        stopped.await();

        world.awaitEnd(large, CheckRun.Status.DONE);
        world.awaitEnd(small, CheckRun.Status.DONE);
        assertThat(world.run(large).run()).isEqualTo(2);
        assertThat(world.published(large, Topics.CHECK_RESULTS.name())).as("of the new revision alone").isEqualTo(1);
    }

    /** Trap 5: a shutdown leaves nothing RUNNING: what is in flight is handed back before the pool is closed. */
    @Test
    void aStoppedWorkerHandsItsWorkBackAtOnce() {
        var never = new CountDownLatch(1);
        var started = new AtomicInteger();
        String large = world.enqueue("large", "i", 30);
        String small = world.enqueue("small", "i", 2);
        WorkerService first = world.worker(TestEngine.of(job -> {
            started.incrementAndGet();
            never.await();
        }), LONG_LEASE);
        Await.until("work of both kinds", () -> started.get() >= 12);
        first.close();

        world.worker(TestEngine.of(job -> {}), LONG_LEASE);
        world.awaitEnd(large, CheckRun.Status.DONE);
        world.awaitEnd(small, CheckRun.Status.DONE);
        assertThat(world.number("select max(attempts) from plan_check_slice")).as("not counted").isEqualTo(1);
    }

    /**
     * Trap 3: a healthy run takes as long as it takes, since it is renewed. Trap 22: so are those that wait here for a
     * free place; with one attempt each, whatever is taken over ends FAILED.
     */
    @Test
    void runsThatTakeLongerThanTheirLeasesAreNotTakenOver() {
        var release = new CountDownLatch(1);
        var takenOver = ConcurrentHashMap.<String>newKeySet();
        var running = new AtomicInteger();
        Map<String, String> settings = Map.of("worker.lease", "3s", "worker.heartbeat", "300ms", "worker.attempts",
                "1", "db.transaction.timeout", "2s");
        List<String> plans = IntStream.range(0, 40).mapToObj(i -> world.enqueue("p" + i, "i", 1)).toList();
        world.worker(TestEngine.of(job -> {
            running.incrementAndGet();
            release.await();
        }), settings);
        Await.until("all to be claimed",
                () -> world.number("select count(*) from plan_check_run where status = 'RUNNING'") == 40);
        Await.until("all places to be taken", () -> running.get() == 16);
        world.worker(TestEngine.of(job -> takenOver.add(job.target())), settings);
        world.awaitTimePassed(Duration.ofSeconds(7));
        assertThat(running).as("the others wait").hasValue(16);

        release.countDown();
        plans.forEach(plan -> world.awaitEnd(plan, CheckRun.Status.DONE));
        assertThat(takenOver).isEmpty();
    }

    /** Trap 47: members that change between two claims of slices: some databases would never be checked, yet DONE. */
    @Test
    void aRunWhoseTargetsChangeBetweenTwoSlicesIsNeverDone() {
        var release = new CountDownLatch(1);
        String plan = world.enqueueOnGroup("large", "i", 100);
        world.worker(TestEngine.of(job -> release.await()), LONG_LEASE);
        Await.until("the first slices",
                () -> world.number("select count(*) from plan_check_slice where status = 'RUNNING'") > 0);
        world.setMembers(2, "other", 100);

        release.countDown();
        world.awaitEnd(plan, CheckRun.Status.FAILED);
        assertThat(world.run(plan).error()).startsWith("DIGEST_CHANGED");
        assertThat(world.published(plan, Topics.CHECK_RUNS.name())).as("one terminal event").isEqualTo(1);
    }

    /** Trap 3: a run that kills its workers ends, with an event that says so. */
    @Test
    void aRunThatLosesItsWorkersAgainAndAgainEndsFailedWithAnEvent() {
        String plan = world.enqueue("deadly", "i", 1);
        world.loseTwice(plan);
        world.worker(TestEngine.of(job -> {}), Map.of("worker.attempts", "2"));
        world.awaitEnd(plan, CheckRun.Status.FAILED);
        assertThat(world.run(plan).error()).startsWith("ATTEMPTS_EXHAUSTED");
        assertThat(world.published(plan, Topics.CHECK_RUNS.name())).isEqualTo(1);
    }

    @Test
    void aWorkerBeginsNothingWhileTheOutboxIsFull() {
        var full = new AtomicReference<>(Optional.of("the outbox is full"));
        var braked = new AtomicInteger();
        world.worker(TestEngine.of(job -> braked.incrementAndGet()), LONG_LEASE, full::get);
        WorkerService free = world.worker(TestEngine.of(job -> {}), LONG_LEASE);
        String large = world.enqueue("large", "i", 200);
        List<String> small = IntStream.range(0, 50).mapToObj(i -> world.enqueue("small-" + i, "i", 1)).toList();
        small.forEach(plan -> world.awaitEnd(plan, CheckRun.Status.DONE));
        world.awaitEnd(large, CheckRun.Status.DONE);
        assertThat(braked).hasValue(0);

        free.close();
        full.set(Optional.empty());
        world.awaitEnd(world.enqueue("late", "i", 1), CheckRun.Status.DONE);
        assertThat(braked).hasValue(1);
    }
}
