package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.PlanRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claimers side by side, and batches that meet in opposite order (traps 24, 27, 52). */
class ConcurrencyIT {

    private static final Duration LEASE = Duration.ofMinutes(1);

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

    /** Trap 24: no claim exceeds its limit. */
    @Test
    void claimersSideBySideNeverShareARunAndNeverExceedTheirLimit() throws Exception {
        List<String> plans = Sample.enqueue(database, 0, 2_000);
        AtomicInteger number = new AtomicInteger();

        List<List<String>> claimed = Parallel.run(8, () -> {
            String owner = "w" + number.incrementAndGet();
            List<String> mine = new ArrayList<>();
            while (true) {
                List<Claim> batch = runs.claim(owner, 17, LEASE);
                assertThat(batch).hasSizeLessThanOrEqualTo(17);
                if (batch.isEmpty()) {
                    return mine;
                }
                assertThat(runs.complete(batch.stream().map(Sample::done).toList())).hasSameSizeAs(batch);
                batch.forEach(claim -> mine.add(claim.plan()));
            }
        });

        assertThat(claimed.stream().flatMap(List::stream).toList()).hasSize(2_000).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(plans);
        assertThat(Sample.outboxRows(database)).isEqualTo(2_000);
    }

    /**
     * Trap 27: batches lock in key order. Trap 52: by a statement of its own, since an update does not lock in order.
     */
    @Test
    void batchesInOppositeOrderNeverDeadlock() throws Exception {
        Sample.enqueue(database, 0, 60);
        List<Claim> claims = runs.claim("w", 60, LEASE);
        List<Held> forwards = claims.stream().map(Claim::held).toList();
        List<Held> backwards = new ArrayList<>(forwards);
        Collections.reverse(backwards);
        Parallel.meet(database, tx -> runs.lock(tx, List.of(claims.get(30).plan())),
                () -> runs.heartbeat("w", forwards, LEASE), () -> runs.heartbeat("w", backwards, LEASE));

        List<Callable<Set<Held>>> beats = IntStream.range(0, 80).<Callable<Set<Held>>>mapToObj(
                i -> () -> runs.heartbeat("w", i % 2 == 0 ? forwards : backwards, LEASE)).toList();
        assertThat(Parallel.run(beats)).allSatisfy(held -> assertThat(held).hasSize(60));

        List<Completion> ends = claims.stream().map(Sample::done).toList();
        List<Completion> reversed = new ArrayList<>(ends);
        Collections.reverse(reversed);
        List<Set<Held>> completed = Parallel.run(List.of(() -> runs.complete(ends), () -> runs.complete(reversed)));
        assertThat(completed.get(0).size() + completed.get(1).size()).as("each run ends once").isEqualTo(60);
        assertThat(Sample.outboxRows(database)).isEqualTo(60);
    }

    /** Trap 27: plans are locked in the order of their names. Trap 52: what hangs on them is read after the lock. */
    @Test
    void plansLockedInOppositeOrderNeverDeadlockAndNoUpdateIsLost() throws Exception {
        List<String> names = Sample.enqueue(database, 0, 20);
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        Plans plans = new Plans();
        Parallel.meet(database, tx -> plans.lock(tx, List.of(names.get(10))),
                () -> database.<List<PlanRow>>transaction(tx -> plans.lock(tx, names)),
                () -> database.<List<PlanRow>>transaction(tx -> plans.lock(tx, reversed)));

        List<Callable<Boolean>> edits = IntStream.range(0, 40)
                .<Callable<Boolean>>mapToObj(i -> () -> database.transaction(tx -> {
                    List<PlanRow> locked = plans.lock(tx, i % 2 == 0 ? names : reversed);
                    assertThat(locked).as("what the last one wrote, who was waited for").allSatisfy(
                            plan -> assertThat(plan.waitingFor()).isEqualTo(sheets(plan.version())));
                    plans.save(tx,
                            locked.stream()
                                    .map(plan -> new PlanRow(plan.id(), plan.name(), plan.project(), plan.revision(),
                                            plan.plan(), plan.liveness(), plan.version() + 1, "d",
                                            sheets(plan.version() + 1), plan.lastRun(), ""))
                                    .toList());
                    return true;
                })).toList();

        Parallel.run(edits);

        List<PlanRow> after = database.transaction(tx -> plans.find(tx, names));
        assertThat(after).allSatisfy(plan -> {
            assertThat(plan.version()).isEqualTo(41);
            assertThat(plan.waitingFor()).as("the rows of the last writer alone").isEqualTo(sheets(41));
        });
    }

    private static List<String> sheets(long version) {
        return version == 1 ? List.of() : List.of("sheet-" + version);
    }

    @Test
    void aReaperAndWorkersMeetWithoutSharingOrLosingARun() throws Exception {
        List<String> plans = Sample.enqueue(database, 0, 300);
        Set<String> done = Collections.synchronizedSet(new HashSet<>());
        AtomicInteger number = new AtomicInteger();
        Parallel.run(4, () -> {
            String owner = "w" + number.incrementAndGet();
            while (done.size() < plans.size()) {
                // Leases so short that many are over before their runs are completed.
                List<Claim> batch = runs.claim(owner, 10, Duration.ofMillis(30));
                runs.complete(batch.stream().map(Sample::done).toList())
                        .forEach(held -> assertThat(done.add(held.plan())).as(held + " ends once").isTrue());
                runs.reap(5, Integer.MAX_VALUE, Sample::ended);
            }
            return true;
        });
        assertThat(done).containsExactlyInAnyOrderElementsOf(plans);
        assertThat(Sample.outboxRows(database)).isEqualTo(300);
    }
}
