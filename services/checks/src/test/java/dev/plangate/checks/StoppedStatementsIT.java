package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.CheckOutcome;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A check that is given up is given up on the target: a server notices that its client has gone when the statement ends, which may be never. */
class StoppedStatementsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** No timeout of the server's ends the statement for us. */
    private static final CheckLimits PATIENT = new CheckLimits(1 << 20, 100, 100, LONG, LONG, LONG, LONG, 2, 1 << 20);
    /** The planner evaluates an immutable function. */
    private static final String HANGS = "update tiny set a = hangs()";
    private static final String ACTIVE = "select count(*) from pg_stat_activity where application_name = 'plangate-checks' and state = 'active'";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void function() throws SQLException {
        Shop.run(Shop.SERVER, "shop",
                "create or replace function hangs() returns int immutable language plpgsql as 'begin perform pg_sleep(50); return 1; end'",
                // what a server's own timeout does not end
                "create or replace function stubborn() returns int immutable language plpgsql as 'begin perform pg_sleep(50); return 1; exception when query_canceled then perform pg_sleep(50); return 1; end'");
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        Shop.run(Shop.SERVER, "shop",
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plangate-checks'");
        await("true", 0, Duration.ofSeconds(20));
    }

    private static CheckEngine engine(int port) {
        return engine(port, PATIENT);
    }

    private static CheckEngine engine(int port, CheckLimits limits) {
        return CheckEngine.open(Instances.of(List.of(Shop.instance("main", port, "postgres", null, 1))), limits);
    }

    private Future<List<CheckOutcome>> hanging(CheckEngine engine) throws Exception {
        var check = threads.submit(() -> engine.check(Shop.job("main", "shop", HANGS, Shop.SUMMARY, LONG)));
        awaitSleeping();
        return check;
    }

    private static void awaitSleeping() throws Exception {
        await("wait_event = 'PgSleep'", 1, Duration.ofSeconds(20));
    }

    /** Waits until so many statements of checks are active and more. */
    private static void await(String and, long count, Duration within) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        while (Shop.count(ACTIVE + " and " + and) != count) {
            assertThat(System.nanoTime()).as("still not " + count + " active").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void assertStopped() throws Exception {
        await("true", 0, Duration.ofSeconds(1));
    }

    @Test
    void whenTheCallerIsInterrupted() throws Exception {
        try (var engine = engine(Shop.SERVER.getPort())) {
            var check = hanging(engine);
            check.cancel(true);
            assertStopped();
        }
    }

    @Test
    void atTheDeadlineEvenWhatOutlivesTheStatementTimeout() throws Exception {
        var half = new CheckLimits(1 << 20, 100, 100, LONG, LONG, LONG, Duration.ofMillis(500), 2, 1 << 20);
        try (var engine = engine(Shop.SERVER.getPort(), half)) {
            var outcomes = engine.check(Shop.job("main", "shop", "update tiny set a = stubborn()", Shop.SUMMARY,
                    Duration.ofSeconds(3)));
            assertThat(Shop.lines(outcomes)).containsExactly("ERROR Check timed out");
            assertStopped();
        }
    }

    @Test
    void whenTheEngineIsClosed() throws Exception {
        var engine = engine(Shop.SERVER.getPort());
        var check = hanging(engine);
        engine.close();
        assertThat(Shop.count(ACTIVE)).isZero(); // by then, for the process may end now
        assertThat(check.get().getFirst().getContent()).contains("the check engine is closing");
    }

    @Test
    void aTargetThatAnswersNoMoreHoldsNobodyUp() throws Exception {
        try (var pooler = new Pooler(Shop.SERVER.getPort()); var engine = engine(pooler.port())) {
            var ended = new CompletableFuture<Boolean>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    engine.check(Shop.job("main", "shop", HANGS, Shop.SUMMARY, LONG));
                } catch (InterruptedException e) {
                    ended.complete(cancelIsOver(pooler));
                }
            });
            awaitSleeping();
            pooler.hold();
            caller.interrupt();
            assertThat(ended.get()).as("the caller waited for the target").isFalse();
            assertThat(pooler.clients().getFirst().hungUp().get(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(pooler.clients()).hasSize(2); // the second is the cancel's, and was never answered
            pooler.letGo();
            assertThat(Shop.lines(engine.check(Shop.job("main", "shop", "select 1", Shop.ADVISE, LONG))))
                    .containsExactly("SUCCESS OK"); // the slot came back
        }
    }

    @Test
    void noTransactionEndsWhileItsCancelIsOnTheWay() throws Exception {
        try (var pooler = new Pooler(Shop.SERVER.getPort()); var engine = engine(pooler.port())) {
            var check = hanging(engine);
            pooler.hold();
            check.cancel(true);
            pooler.awaitHeld();
            // The statement ends by itself, and behind a pooler the session would be the next client's after our ROLLBACK: the held cancel would hit that one.
            Shop.run(Shop.SERVER, "shop",
                    "select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'plangate-checks' and state = 'active'");
            assertThat(pooler.clients().getFirst().hungUp().get(20, TimeUnit.SECONDS)).doesNotContain("ROLLBACK");
        }
    }

    @Test
    void aCheckThatWaitsForItsLoginIsStoppedWithoutACancel() throws Exception {
        try (var pooler = new Pooler(Shop.SERVER.getPort()); var engine = engine(pooler.port())) {
            pooler.hold();
            var check = threads
                    .submit(() -> engine.check(Shop.job("main", "shop", "select 1", Shop.SUMMARY, LONG)));
            pooler.awaitHeld();
            check.cancel(true);
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (pooler.clients().getFirst().isOpen()) {
                assertThat(System.nanoTime()).as("still connected").isLessThan(end);
            }
            assertThat(pooler.clients()).hasSize(1);
        }
    }

    private static boolean cancelIsOver(Pooler pooler) {
        try {
            return pooler.clients().size() == 2 && !pooler.clients().getLast().isOpen();
        } catch (IOException e) {
            return true;
        }
    }
}
