package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.SliceCompletion;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is cut into slices ends once, by its last slice, whoever checks them (promise 2, trap 47). */
class SlicesIT {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofMillis(1);

    private Database database;
    private Runs runs;
    private Slices slices;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
        runs = new Runs(database);
        slices = new Slices(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theSlicesOfARunCoverItsTargetsAndTheLastOneEndsIt() {
        Claim run = cut(0, 10, 4);
        assertThat(runs.claim("w", 10, LEASE)).as("the run itself is held by nobody").isEmpty();
        List<Claim> claims = slices.claim("w", 10, LEASE);
        assertThat(claims).extracting(c -> c.slice().orElseThrow().first()).containsExactlyInAnyOrder(0, 4, 8);
        assertThat(claims).extracting(c -> c.slice().orElseThrow().targets()).containsExactlyInAnyOrder(4, 4, 2);
        assertThat(claims).allSatisfy(c -> assertThat(c.fence()).isEqualTo(run.fence()));

        assertThat(complete(claims.get(2), claims.get(0))).hasSize(2);
        assertThat(status(run.plan())).isEqualTo(CheckRun.Status.RUNNING);
        assertThat(Sample.outboxRows(database)).as("results alone").isEqualTo(2);
        assertThat(runs.backlog().running()).isEqualTo(1);
        assertThat(complete(claims.get(1))).hasSize(1);

        assertThat(status(run.plan())).isEqualTo(CheckRun.Status.DONE);
        assertThat(Sample.outboxRows(database)).as("three results and the end").isEqualTo(4);
        assertThat(Sample.result(database, run.plan()).getOutcomesList()).extracting(o -> o.getContent())
                .containsExactly("slice 0", "slice 1", "slice 2");
        assertThat(complete(claims.get(1))).as("the same claim ends once").isEmpty();
    }

    @Test
    void theEndOfARunSeesAllOfItsPages() {
        cut(0, 3, 1);
        List<EndedRun> seen = new ArrayList<>();
        slices.complete(slices.claim("w", 9, LEASE).stream().map(SlicesIT::done).toList(), ended -> {
            seen.add(ended);
            return Sample.ended(ended);
        });
        assertThat(seen).singleElement().satisfies(ended -> {
            assertThat(ended.run().status()).isEqualTo(CheckRun.Status.DONE);
            assertThat(ended.slices()).extracting(page -> page.totals().getTargets()).containsExactly(1, 1, 1);
        });
    }

    /** Trap 47: slices are counted down under the lock of their run. */
    @Test
    void twoLastSlicesSideBySideEndTheRunOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            Claim run = cut(i, 2, 1);
            long before = Sample.outboxRows(database);
            List<Claim> last = slices.claim("w", 2, LEASE);
            List<Callable<Set<Held>>> both = List.of(() -> complete(last.get(0)), () -> complete(last.get(1)));
            assertThat(Parallel.run(both)).allSatisfy(held -> assertThat(held).hasSize(1));

            assertThat(status(run.plan())).isEqualTo(CheckRun.Status.DONE);
            assertThat(Sample.outboxRows(database) - before).as("two results, one end").isEqualTo(3);
        }
    }

    @Test
    void aSliceThatFailsEndsTheRunAndTheRestCountsForNothing() {
        Claim run = cut(0, 3, 1);
        List<Claim> claims = slices.claim("w", 3, LEASE);
        assertThat(slices.complete(List.of(failed(claims.get(0))), Sample::ended)).hasSize(1);
        assertThat(Sample.run(database, run.plan()).error()).isEqualTo("NO: it is not");
        assertThat(Sample.outboxRows(database)).isEqualTo(1);

        assertThat(complete(claims.get(1), claims.get(2))).isEmpty();
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
        assertThat(slices.claim("w", 3, LEASE)).isEmpty();
    }

    @Test
    void aStaleWorkerChangesNothing() {
        cut(0, 2, 1);
        Claim stale = slices.claim("slow", 1, OVER).getFirst();
        Sample.awaitExpiry(database);
        assertThat(complete(stale)).as("over, although nobody took it").isEmpty();
        assertThat(slices.reap(10, 9, Sample::ended).requeued()).containsExactly(stale.plan());
        Claim current = slices.claim("quick", 1, LEASE).getFirst();
        assertThat(current.held()).isEqualTo(new Held(stale.plan(), 0, stale.held().fence() + 1));

        assertThat(complete(stale)).isEmpty();
        assertThat(slices.heartbeat("slow", List.of(stale.held(), current.held()), LEASE)).isEmpty();
        assertThat(slices.release("slow", List.of(stale.held(), current.held()))).isEmpty();
        assertThat(slices.stillHeld(List.of(stale.held(), current.held()))).containsExactly(current.held());
        assertThat(complete(current)).hasSize(1);
    }

    @Test
    void onlyUnfinishedSlicesRunAgain() {
        cut(0, 3, 1);
        Claim first = slices.claim("w", 1, LEASE).getFirst();
        complete(first);
        slices.claim("killed", 2, OVER);
        Sample.awaitExpiry(database);
        slices.reap(10, 9, Sample::ended);
        assertThat(slices.claim("v", 9, LEASE)).extracting(c -> c.slice().orElseThrow().number())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aSliceThatKillsItsWorkersEndsTheRunFailedWithOneEvent() {
        Claim run = cut(0, 3, 1);
        for (int attempt = 1; attempt <= 2; attempt++) {
            slices.claim("w", 3, OVER);
            Sample.awaitExpiry(database);
            slices.reap(10, 2, Sample::ended);
        }
        assertThat(Sample.run(database, run.plan()).status()).isEqualTo(CheckRun.Status.FAILED);
        assertThat(Sample.run(database, run.plan()).error()).startsWith("ATTEMPTS_EXHAUSTED: slice ");
        assertThat(Sample.outboxRows(database)).isEqualTo(1);
        assertThat(slices.claim("w", 3, LEASE)).isEmpty();
    }

    @Test
    void aHeartbeatKeepsASliceAndAReleaseHandsItBackUncounted() {
        cut(0, 1, 1);
        Claim claim = slices.claim("w", 1, LEASE).getFirst();
        assertThat(slices.heartbeat("w", List.of(claim.held(), claim.held()), LEASE)).containsExactly(claim.held());
        assertThat(slices.release("w", List.of(claim.held()))).containsExactly(claim.held());
        Claim again = slices.claim("v", 1, LEASE).getFirst();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.held().fence()).isEqualTo(claim.held().fence() + 1);
    }

    /** Trap 47: a run that is made anew is cut anew. */
    @Test
    void aNewRunTakesTheSlicesOfTheOldOneWithIt() {
        Claim old = cut(0, 2, 1);
        List<Claim> claims = slices.claim("w", 1, LEASE);
        database.transaction(tx -> {
            RunRow locked = runs.lock(tx, Set.of(old.plan())).getFirst();
            runs.save(tx, List.of(new RunRow(old.plan(), 2, 2, "other", locked.fence() + 1, CheckRun.Status.AVAILABLE,
                    "", null, null, "")));
            return null;
        });
        assertThat(complete(claims.getFirst())).isEmpty();
        assertThat(slices.stillHeld(List.of(claims.getFirst().held()))).isEmpty();
        assertThat(slices.claim("w", 9, LEASE)).isEmpty();
        assertThat(Sample.outboxRows(database)).isZero();

        Claim next = runs.claim("w", 1, LEASE).getFirst();
        assertThat(slices.cut(next.held(), 4, 2)).isTrue();
        List<Claim> fresh = slices.claim("w", 9, LEASE);
        assertThat(fresh).hasSize(2);
        assertThat(slices.stillHeld(List.of(claims.getFirst().held()))).as("not taken for its successor").isEmpty();
        assertThat(slices.heartbeat("w", List.of(claims.getFirst().held()), LEASE)).isEmpty();
        assertThat(fresh).extracting(Claim::held).doesNotContain(claims.getFirst().held());
    }

    @Test
    void aClaimThatIsLostCutsNothing() {
        Sample.enqueue(database, 0, 1);
        Claim claim = runs.claim("w", 1, OVER).getFirst();
        Sample.awaitExpiry(database);
        assertThat(slices.cut(claim.held(), 4, 2)).isFalse();
        assertThat(slices.claim("w", 9, LEASE)).isEmpty();
    }

    @Test
    void runsWithManySlicesTakeTurns() {
        Claim large = cut(0, 100, 1);
        Claim late = cut(1, 3, 1);
        assertThat(slices.claim("w", 6, LEASE)).extracting(Claim::plan).containsExactlyInAnyOrder(large.plan(),
                large.plan(), large.plan(), late.plan(), late.plan(), late.plan());
    }

    private Claim cut(int number, int targets, int size) {
        Sample.enqueue(database, number, number + 1);
        Claim run = runs.claim("w", 1, LEASE).getFirst();
        assertThat(slices.cut(run.held(), targets, size)).isTrue();
        return run;
    }

    private Set<Held> complete(Claim... claims) {
        return slices.complete(List.of(claims).stream().map(SlicesIT::done).toList(), Sample::ended);
    }

    private static SliceCompletion done(Claim claim) {
        return new SliceCompletion(claim.held(), claim.fence(), "",
                Sample.result("slice " + claim.held().slice()), page(), List.of(Sample.event(claim.plan(), 1)));
    }

    private static SliceCompletion failed(Claim claim) {
        return new SliceCompletion(claim.held(), claim.fence(), "NO: it is not", CheckRunResult.getDefaultInstance(),
                page(), List.of());
    }

    private static EndedRun.Page page() {
        return new EndedRun.Page(CheckRun.Totals.newBuilder().setTargets(1).build(),
                CheckRun.Facts.getDefaultInstance());
    }

    private CheckRun.Status status(String plan) {
        return Sample.run(database, plan).status();
    }
}
