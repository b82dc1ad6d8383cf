package dev.plangate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.db.DatabaseException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Limits of each session, and what a failure means to the caller (traps 27, 46). */
class SessionsIT {

    /** Trap 26: no session of ours holds a snapshot for longer than its transaction_timeout. */
    @Test
    void everySessionHasItsLimits() {
        try (Database database = TestPostgres.migrated()) {
            assertThat(database.<List<String>>transaction(tx -> tx.query("""
                    select current_setting(name)
                      from unnest(?) with ordinality as given (name, place)
                     order by place
                    """).texts(List.of("lock_timeout", "statement_timeout", "transaction_timeout",
                    "idle_in_transaction_session_timeout", "application_name", "synchronous_commit")).list(Row::text)))
                    .containsExactly("3s", "8s", "10s", "5s", "plangate", "on");
        }
    }

    /** Trap 46: a paused process does not keep its locks. */
    @Test
    void aProcessThatPausesInsideATransactionLosesItsLocks() throws Exception {
        DatabaseConfig config = TestPostgres.copied();
        DatabaseConfig impatient = config.withTimeouts(Duration.ofMillis(100), Duration.ofMillis(200),
                Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
        try (Database paused = Database.open(impatient); Database other = Database.open(config)) {
            String plan = Sample.enqueue(other, 0, 1).getFirst();
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch resumed = new CountDownLatch(1);
            var thread = Parallel.start(() -> paused.transaction(tx -> {
                new Plans().lock(tx, List.of(plan));
                locked.countDown();
                Parallel.await(resumed);
                return tx.now();
            }));
            locked.await();
            assertThat(other.<Integer>transaction(tx -> new Plans().lock(tx, List.of(plan)).size())).isEqualTo(1);
            resumed.countDown();
            assertThatThrownBy(thread::get).hasCauseInstanceOf(DatabaseException.class).cause()
                    .extracting(e -> ((DatabaseException) e).kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(paused.<Boolean>transaction(tx -> tx.now() != null)).as("the pool recovers").isTrue();
        }
    }

    @Test
    void aLockThatIsNotHadInTimeIsAConflict() throws Exception {
        DatabaseConfig config = TestPostgres.copied();
        DatabaseConfig impatient = config.withTimeouts(Duration.ofMillis(50), Duration.ofSeconds(5),
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(6));
        try (Database holder = Database.open(config); Database other = Database.open(impatient)) {
            List<String> plans = Sample.enqueue(holder, 0, 1);
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            var thread = Parallel.start(() -> holder.transaction(tx -> {
                new Plans().lock(tx, plans);
                locked.countDown();
                Parallel.await(release);
                return true;
            }));
            locked.await();
            assertKind(Kind.CONFLICT, () -> other.transaction(tx -> new Plans().lock(tx, plans)));
            release.countDown();
            assertThat(thread.get()).isTrue();
        }
    }

    /** Trap 27: no second connection is taken while one is held. */
    @Test
    void aTransactionInsideATransactionIsRefused() {
        try (Database database = TestPostgres.migrated()) {
            assertThatThrownBy(() -> database.transaction(tx -> database.transaction(Tx::now)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> database.transaction(tx -> new Runs(database).backlog()))
                    .isInstanceOf(IllegalStateException.class);
            database.ping();
        }
    }

    @Test
    void aThrowRollsBack() {
        try (Database database = TestPostgres.migrated()) {
            assertThatThrownBy(() -> database.transaction(tx -> {
                new Plans().save(tx, List.of(Sample.plan(1)));
                throw new IllegalStateException("no");
            })).hasMessage("no");
            assertThat(database.<List<?>>transaction(tx -> new Plans().find(tx, List.of(Sample.planName(1)))))
                    .isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        DatabaseConfig nowhere = DatabaseConfig.of("jdbc:postgresql://127.0.0.1:1/x", "u", () -> "secret");
        try (Database database = Database.open(new DatabaseConfig(nowhere.url(), "u", nowhere.password(), 1, "x",
                Duration.ofSeconds(1), nowhere.lockTimeout(), nowhere.idleInTransactionTimeout(),
                nowhere.statementTimeout(), nowhere.transactionTimeout(), nowhere.socketTimeout()))) {
            assertKind(Kind.UNAVAILABLE, database::ping);
        }
        assertThat(nowhere.toString()).doesNotContain("secret");
    }

    @Test
    void aStatementThatTakesTooLongIsToldSoAndAMistakeIsNot() {
        DatabaseConfig impatient = TestPostgres.copied().withTimeouts(Duration.ofMillis(50), Duration.ofSeconds(5),
                Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(6));
        try (Database database = Database.open(impatient)) {
            assertKind(Kind.TOO_LONG,
                    () -> database.transaction(tx -> tx.query("select pg_sleep(2)").list(Row::text)));
            assertKind(Kind.OTHER, () -> database.transaction(tx -> tx.query("select nonsense").list(Row::text)));
        }
    }

    private static void assertKind(Kind kind, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(DatabaseException.class,
                e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
