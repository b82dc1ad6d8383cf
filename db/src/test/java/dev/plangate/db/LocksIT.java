package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.ProjectRow;
import dev.plangate.v1.ProjectSettings;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks on names: many readers or one writer (traps 43, 52). */
class LocksIT {

    private static final String PROJECT = "projects/shop";

    private final Locks locks = new Locks();
    private final Projects projects = new Projects();
    private Database database;

    @BeforeEach
    void open() {
        database = TestPostgres.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readersShareALock() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Parallel.run(2, () -> database.transaction(tx -> {
            locks.acquire(tx, List.of(Lock.project(PROJECT, false), Lock.sheetBucket("ab", false)));
            both.countDown();
            Parallel.await(both);
            return true;
        }));
    }

    /** Trap 43: whoever folds settings waits for who changes them. Trap 52: the lock is a statement before the read. */
    @Test
    void aReaderThatWaitedForAWriterSeesWhatItWrote() throws Exception {
        save(1);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        var writer = Parallel.start(() -> database.transaction(tx -> {
            locks.acquire(tx, List.of(Lock.project(PROJECT, true)));
            projects.save(tx, List.of(project(2)));
            locked.countDown();
            Parallel.await(commit);
            return null;
        }));
        locked.await();
        AtomicLong seen = new AtomicLong();
        var reader = Parallel.start(() -> database.transaction(tx -> {
            locks.acquire(tx, List.of(Lock.project(PROJECT, false)));
            seen.set(projects.find(tx, List.of(PROJECT)).getFirst().version());
            return null;
        }));
        Parallel.await("the reader waits", () -> database.transaction(tx -> tx
                .query("select count(*) from pg_locks where locktype = 'advisory' and not granted").one(Row::number)
                .orElseThrow()) == 1);
        commit.countDown();
        writer.get();
        reader.get();
        assertThat(seen).hasValue(2);
    }

    /** Trap 27: advisory locks are taken in key order. */
    @Test
    void writersInOppositeOrderNeverDeadlock() throws Exception {
        List<Lock> one = List.of(Lock.project("projects/a", true), Lock.project("projects/b", true),
                Lock.sheetBucket("00", false));
        List<Lock> sorted = IntStream.range(0, 9).mapToObj(i -> Lock.project("projects/" + i, true))
                .sorted(Comparator.comparingLong(Lock::key)).toList();
        Parallel.meet(database, tx -> locks.acquire(tx, List.of(sorted.get(4))), () -> acquire(sorted),
                () -> acquire(sorted.reversed()));

        AtomicInteger number = new AtomicInteger();
        assertThat(Parallel.run(30, () -> database.transaction(tx -> {
            locks.acquire(tx, number.incrementAndGet() % 2 == 0 ? one : one.reversed());
            return true;
        }))).hasSize(30);
    }

    @Test
    void aLockAskedForTwiceIsExclusiveWhenOneIs() {
        database.transaction(tx -> {
            locks.acquire(tx, List.of(Lock.project(PROJECT, false), Lock.project(PROJECT, true)));
            assertThat(tx.query("select mode from pg_locks where locktype = 'advisory'").list(Row::text))
                    .containsExactly("ExclusiveLock");
            return null;
        });
    }

    private boolean acquire(List<Lock> wanted) {
        return database.transaction(tx -> {
            locks.acquire(tx, wanted);
            return true;
        });
    }

    private void save(long version) {
        database.transaction(tx -> projects.save(tx, List.of(project(version))));
    }

    private static ProjectRow project(long version) {
        return new ProjectRow(PROJECT, version, ProjectSettings.getDefaultInstance(), false);
    }
}
