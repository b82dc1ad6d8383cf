package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 2: at most one result set per fence; a worker whose lease ended changes nothing (traps 4, 21, 22, 23, 25). */
class RunsIT {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofMillis(1);

    private Database database;
    private Runs runs;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        runs = new Runs(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aClaimShowsWhatToCheckAndCompletesWithItsEvents() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();

        Claim claim = runs.claim("w", 10, LEASE).getFirst();
        assertThat(claim.plan()).isEqualTo(plan);
        assertThat(claim.fence()).isEqualTo(2);
        assertThat(claim.attempts()).isEqualTo(1);
        assertThat(claim.content().getName()).isEqualTo(plan);
        assertThat(runs.backlog().running()).isEqualTo(1);

        assertThat(runs.complete(List.of(Sample.done(claim)))).extracting(Held::plan).containsExactly(plan);
        assertThat(Sample.run(database, plan).status()).isEqualTo(CheckRun.Status.DONE);
        assertThat(Sample.result(database, plan)).isEqualTo(Sample.result("fine"));
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
        assertThat(runs.complete(List.of(Sample.done(claim)))).as("the same claim ends once").isEmpty();
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
    }

    /** Trap 21: a completion names the fence of its claim, not the id alone. */
    @Test
    void aStaleFenceChangesNothing() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        Claim stale = runs.claim("slow", 1, OVER).getFirst();
        reapAll();
        Claim current = runs.claim("quick", 1, LEASE).getFirst();

        assertThat(runs.complete(List.of(Sample.done(stale)))).isEmpty();
        assertThat(runs.heartbeat("slow", List.of(stale.held()), LEASE)).isEmpty();
        assertThat(runs.release("slow", List.of(stale.held()))).isEmpty();
        assertThat(runs.heartbeat("slow", List.of(current.held()), LEASE)).as("nor a fence of somebody else").isEmpty();

        assertThat(Sample.run(database, plan).status()).isEqualTo(CheckRun.Status.RUNNING);
        assertThat(Sample.outboxRows(database)).isZero();
        assertThat(runs.complete(List.of(Sample.done(stale), Sample.done(current)))).extracting(Held::plan)
                .containsExactly(plan);
        assertThat(Sample.outboxRows(database)).as("events of those that matched alone").isEqualTo(1);
    }

    /** Trap 21: nor does a claim whose lease is over end anything. */
    @Test
    void anExpiredLeaseCompletesNothingAlthoughNobodyTookTheRunOver() {
        Sample.enqueue(database, 0, 1);
        Claim claim = runs.claim("w", 1, OVER).getFirst();
        Sample.awaitExpiry(database);

        assertThat(runs.complete(List.of(Sample.done(claim)))).isEmpty();
        assertThat(runs.heartbeat("w", List.of(claim.held()), LEASE)).isEmpty();
        assertThat(runs.release("w", List.of(claim.held()))).isEmpty();
        assertThat(Sample.outboxRows(database)).isZero();
    }

    @Test
    void aHeartbeatKeepsTheClaimAndAReleaseHandsItBackUncounted() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        Claim claim = runs.claim("w", 1, LEASE).getFirst();
        Held held = claim.held();

        assertThat(runs.heartbeat("w", List.of(held, held), LEASE)).containsExactly(held);
        assertThat(runs.release("w", List.of(held))).containsExactly(held);
        Claim again = runs.claim("v", 1, LEASE).getFirst();
        assertThat(again.plan()).isEqualTo(plan);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.fence()).as("fence only grows").isEqualTo(claim.fence() + 1);
    }

    /** Trap 3: what a crash left RUNNING goes back to the queue when its lease ends. */
    @Test
    void theReaperRequeuesAndThenFailsWithAnEventInTheSameTransaction() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        runs.claim("w", 1, OVER);
        Sample.awaitExpiry(database);
        assertThat(runs.reap(10, 2, Sample::ended).requeued())
                .containsExactly(plan);
        assertThat(Sample.outboxRows(database)).isZero();

        runs.claim("w", 1, OVER);
        Sample.awaitExpiry(database);
        assertThatThrownBy(() -> runs.reap(10, 2, run -> {
            throw new IllegalStateException("no event");
        })).hasMessage("no event");
        assertThat(Sample.run(database, plan).status()).as("no event, no end").isEqualTo(CheckRun.Status.RUNNING);

        assertThat(runs.reap(10, 2, ended -> {
            assertThat(ended.run().status()).isEqualTo(CheckRun.Status.FAILED);
            return Sample.ended(ended);
        }).failed()).containsExactly(plan);
        assertThat(Sample.run(database, plan).error()).startsWith("ATTEMPTS_EXHAUSTED");
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
        assertThat(runs.reap(10, 2, Sample::ended).total()).isZero();
    }

    @Test
    void aNewRunReplacesTheOldOneAndItsWorkerIsFencedOff() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        Claim old = runs.claim("w", 1, LEASE).getFirst();
        database.transaction(tx -> {
            RunRow locked = runs.lock(tx, Set.of(plan)).getFirst();
            assertThat(locked.status()).isEqualTo(CheckRun.Status.RUNNING);
            runs.save(tx, List.of(new RunRow(plan, 2, 2, "other", locked.fence() + 1, CheckRun.Status.AVAILABLE, "",
                    null, null, "r")));
            return null;
        });

        assertThat(runs.complete(List.of(Sample.done(old)))).isEmpty();
        Claim next = runs.claim("v", 1, LEASE).getFirst();
        assertThat(next.run()).isEqualTo(2);
        assertThat(next.requestId()).isEqualTo("r");
        assertThat(next.fence()).isEqualTo(old.fence() + 2);
    }

    /** Trap 23: run and fence only grow. */
    @Test
    void aRunOrFenceThatGoesBackIsRefused() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        runs.claim("w", 1, LEASE);
        assertThatThrownBy(() -> save(new RunRow(plan, 1, 1, "d", 1, CheckRun.Status.AVAILABLE, "", null, null, "")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> save(Sample.available("projects/shop/plans/unknown", null)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> save(new RunRow(plan, 2, 1, "d", 9, CheckRun.Status.RUNNING, "", null, null, "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Sample.run(database, plan).status()).isEqualTo(CheckRun.Status.RUNNING);
    }

    /** Trap 1: two runs of one plan, made at the same moment, become one. */
    @Test
    void twoRunsOfOnePlanMadeAtOnceAreOne() throws Exception {
        database.transaction(tx -> {
            new Plans().save(tx, List.of(Sample.plan(0)));
            return null;
        });
        String plan = Sample.planName(0);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        var one = Parallel.start(() -> database.transaction(tx -> {
            runs.save(tx, List.of(Sample.available(plan, null)));
            first.countDown();
            Parallel.await(commit);
            return true;
        }));
        first.await();
        var other = Parallel.start(() -> database.transaction(tx -> {
            runs.save(tx, List.of(Sample.available(plan, null)));
            return true;
        }));
        Parallel.await("the second waits for the first, or is through", () -> other.isDone() || waiting() == 1);
        commit.countDown();

        assertThat(one.get()).isTrue();
        assertThat(other.get()).as("and nobody is told of a failure").isTrue();
        assertThat(runs.backlog().available()).isEqualTo(1);
        assertThat(runs.claim("w", 10, LEASE)).hasSize(1);
    }

    /** Trap 20: a claim that joins what may be closed, archived or gone, and drops what it finds so, leaves its run RUNNING. */
    @Test
    void aRunWhosePlanIsDeletedOrWhoseProjectIsArchivedIsClaimedAllTheSame() {
        List<String> plans = Sample.enqueue(database, 0, 4);
        database.transaction(tx -> {
            Plans stored = new Plans();
            PlanRow deleted = stored.lock(tx, Set.of(plans.get(0))).getFirst();
            PlanRow closed = stored.lock(tx, Set.of(plans.get(1))).getFirst();
            stored.save(tx,
                    List.of(with(deleted, PlanState.Liveness.DELETED), with(closed, PlanState.Liveness.CLOSED)));
            return new Projects().save(tx,
                    List.of(new ProjectRow("projects/shop", 1, ProjectSettings.getDefaultInstance(), true)));
        });

        List<Claim> claims = runs.claim("w", 10, LEASE);
        assertThat(claims).extracting(Claim::plan).containsExactlyInAnyOrderElementsOf(plans);
        Slices slices = new Slices(database);
        claims.forEach(claim -> assertThat(slices.cut(claim.held(), 1, 1)).isTrue());
        assertThat(slices.claim("w", 10, LEASE)).extracting(Claim::plan).containsExactlyInAnyOrderElementsOf(plans);
    }

    private static PlanRow with(PlanRow plan, PlanState.Liveness liveness) {
        return new PlanRow(plan.id(), plan.name(), plan.project(), plan.revision(), plan.plan(), liveness,
                plan.version() + 1, plan.checkDigest(), plan.waitingFor(), plan.lastRun(), plan.rollout());
    }

    /** Trap 4: cancelled and asked for again at the same revision, a run takes nothing from its old worker. */
    @Test
    void aRunThatWasCancelledAndAskedForAgainTakesNothingFromItsOldWorker() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        Claim old = runs.claim("old", 1, LEASE).getFirst();
        save(new RunRow(plan, 1, 1, "digest", old.fence() + 1, CheckRun.Status.CANCELED, "CANCELED by ada", null, null,
                ""));
        save(new RunRow(plan, 2, 1, "digest", old.fence() + 2, CheckRun.Status.AVAILABLE, "", null, null, ""));
        Claim next = runs.claim("new", 1, LEASE).getFirst();
        assertThat(next.revision()).isEqualTo(old.revision());

        assertThat(runs.complete(List.of(Sample.done(old)))).isEmpty();
        assertThat(runs.heartbeat("old", List.of(old.held()), LEASE)).isEmpty();
        assertThat(Sample.run(database, plan).status()).isEqualTo(CheckRun.Status.RUNNING);
        assertThat(Sample.outboxRows(database)).isZero();
        assertThat(runs.complete(List.of(Sample.done(next)))).containsExactly(next.held());
    }

    /** Trap 3: a heartbeat is what keeps a run; the time since its claim ends nothing. */
    @Test
    void aRunThatIsRenewedIsNotReapedHoweverLongAgoItWasClaimed() throws Exception {
        Sample.enqueue(database, 0, 1);
        Claim claim = runs.claim("w", 1, Duration.ofSeconds(3)).getFirst();
        Instant claimed = database.transaction(Tx::now);
        assertThat(runs.heartbeat("w", List.of(claim.held()), LEASE)).containsExactly(claim.held());
        Parallel.await("its first lease to be over",
                () -> database.transaction(Tx::now).isAfter(claimed.plusSeconds(3)));

        assertThat(runs.reap(10, 1, Sample::ended).total()).isZero();
        assertThat(runs.complete(List.of(Sample.done(claim)))).containsExactly(claim.held());
    }

    @Test
    void aRunThatWaitsIsNotClaimedBeforeItsTime() {
        List<String> plans = Sample.enqueue(database, 0, 2);
        save(Sample.available(plans.getFirst(), Instant.now().plusSeconds(600)));

        assertThat(runs.claim("w", 10, LEASE)).extracting(Claim::plan).containsExactly(plans.getLast());
        assertThat(runs.backlog().waiting()).isEqualTo(1);
        assertThat(runs.backlog().available()).isZero();

        save(Sample.available(plans.getFirst(), null));
        assertThat(runs.claim("w", 10, LEASE)).extracting(Claim::plan).containsExactly(plans.getFirst());
    }

    @Test
    void theQueueIsOrderedByTheTimeOfBecomingAvailable() {
        List<String> plans = Sample.enqueue(database, 0, 3);
        Instant now = Instant.now().minusSeconds(100);
        save(Sample.available(plans.get(2), now.plusSeconds(1)), Sample.available(plans.get(0), now.plusSeconds(2)),
                Sample.available(plans.get(1), now.plusSeconds(3)));
        assertThat(runs.claim("w", 1, LEASE)).extracting(Claim::plan).containsExactly(plans.get(2));
        assertThat(runs.claim("w", 1, LEASE)).extracting(Claim::plan).containsExactly(plans.get(0));
        assertThat(runs.backlog().oldest()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(200));
    }

    /** Trap 32: one key twice in a batch is refused before a statement meets it. */
    @Test
    void oneClaimTwiceInABatchIsRefusedAndTwoFencesOfOnePlanAreNot() {
        Sample.enqueue(database, 0, 1);
        Claim claim = runs.claim("w", 1, LEASE).getFirst();
        assertThatThrownBy(() -> runs.complete(List.of(Sample.done(claim), Sample.done(claim))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("twice");
        assertThat(
                runs.complete(List.of(Sample.done(claim.plan(), 1), Sample.done(claim), Sample.done(claim.plan(), 7))))
                .extracting(Held::plan).containsExactly(claim.plan());
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
    }

    @Test
    void aNulInAResultIsReplacedAndDoesNotRefuseTheBatch() {
        Sample.enqueue(database, 0, 1);
        Claim claim = runs.claim("w", 1, LEASE).getFirst();
        runs.complete(List.of(new Completion(claim.plan(), claim.fence(), CheckRun.Status.FAILED, "a\0b",
                Sample.result("x\0y \\u0000 \\\0"), 0, 0, List.of())));
        assertThat(Sample.run(database, claim.plan()).error()).isEqualTo("a\uFFFDb");
        assertThat(Sample.result(database, claim.plan())).isEqualTo(Sample.result("x\uFFFDy \\u0000 \\\uFFFD"));
    }

    @Test
    void aRequestThatIsCoalescedIsNotedAndTheRunGoesOn() {
        String plan = Sample.enqueue(database, 0, 1).getFirst();
        Claim claim = runs.claim("w", 1, LEASE).getFirst();
        database.transaction(tx -> {
            runs.coalesce(tx, Map.of(plan, "request"));
            return null;
        });
        assertThat(Sample.run(database, plan).requestId()).isEqualTo("request");
        assertThat(runs.complete(List.of(Sample.done(claim)))).extracting(Held::plan).containsExactly(plan);
    }

    private void save(RunRow... rows) {
        database.transaction(tx -> {
            runs.save(tx, List.of(rows));
            return null;
        });
    }

    private void reapAll() {
        Sample.awaitExpiry(database);
        assertThat(runs.reap(100, 9, Sample::ended).requeued()).isNotEmpty();
    }

    private long waiting() {
        return database.transaction(tx -> tx.query("""
                select count(*)
                  from pg_stat_activity
                 where wait_event_type = 'Lock' and datname = current_database()
                """).one(Row::number).orElseThrow());
    }
}
