package dev.plangate.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.v1.CheckOutcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Targets that are wrong, down, slow or closed: an ERROR of each type that names the cause, in time, and without the password. */
class BadTargetsIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static List<CheckOutcome> check(Instance instance, String database, Duration deadline)
            throws InterruptedException {
        try (var engine = CheckEngine.open(Instances.of(List.of(instance)))) {
            return engine.check(Shop.job(instance.name(), database, "update tiny set a = 1", Shop.BOTH, deadline));
        }
    }

    private static void assertErrors(List<CheckOutcome> outcomes, String title, String content) {
        assertThat(Shop.lines(outcomes)).containsExactly("ERROR " + title, "ERROR " + title);
        assertThat(outcomes).extracting(CheckOutcome::getType).containsExactlyInAnyOrderElementsOf(Shop.BOTH);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.getContent()).contains(content).doesNotContain("wr0ng"));
    }

    @Test
    void wrongPassword() throws Exception {
        assertErrors(check(Shop.instance("low", Shop.SERVER.getPort(), "plangate", "wr0ng", 1), "shop", LONG),
                "Target cannot be used", "refuses the user plangate");
    }

    @Test
    void missingDatabase() throws Exception {
        assertErrors(check(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 1), "nowhere", LONG),
                "Target cannot be used", "has no database nowhere");
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertErrors(check(Shop.instance("down", port, "postgres", "wr0ng", 1), "shop", LONG), "Target cannot be used",
                "cannot be reached");
    }

    @Test
    void unknownHost() throws Exception {
        var instance = new Instance("lost", Engine.POSTGRES, "", "jdbc:postgresql://no-such-host.invalid/{database}",
                "u", new Secret.None(), Set.of("*"), 1);
        assertErrors(check(instance, "shop", LONG), "Target cannot be used", "The host of instance lost is not known");
    }

    @Test
    void acceptsAndNeverAnswers() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long started = System.nanoTime();
            assertErrors(
                    check(Shop.instance("hung", socket.getLocalPort(), "postgres", null, 1), "shop",
                            Duration.ofMillis(700)),
                    "Check timed out",
                    "The check has 700 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
            assertErrors(check(Shop.instance("hung", socket.getLocalPort(), "postgres", null, 1), "shop", LONG),
                    "Target cannot be used",
                    "did not answer within 5000 ms");
        }
    }

    @Test
    void anInterruptedCallerGetsAwayAndThePermitComesBack() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var engine = CheckEngine.open(
                        Instances.of(List.of(Shop.instance("hung", socket.getLocalPort(), "postgres", null, 1))))) {
            var ended = new CompletableFuture<Throwable>();
            var caller = Thread.ofPlatform().start(() -> {
                try {
                    engine.check(Shop.job("hung", "shop", "select 1", Shop.BOTH, LONG));
                    ended.complete(null);
                } catch (InterruptedException e) {
                    ended.complete(e);
                }
            });
            try (var first = socket.accept()) {
                caller.interrupt();
                assertThat(ended.get()).isInstanceOf(InterruptedException.class);
                assertThat(drained(first.getInputStream())).isTrue(); // the engine hung up
            }
            var next = Thread.ofVirtual().start(() -> {
                try {
                    engine.check(Shop.job("hung", "shop", "select 1", Shop.BOTH, LONG));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            socket.setSoTimeout(20_000);
            try (var second = socket.accept()) { // only with the permit of the first
                assertThat(second.isConnected()).isTrue();
            }
            next.interrupt();
            next.join();
        }
    }

    private static boolean drained(java.io.InputStream stream) {
        try {
            while (stream.read() >= 0) {
                // what the driver had sent
            }
        } catch (java.io.IOException e) {
            // cut rather than closed
        }
        return true;
    }

    @Test
    void aLockedTableCostsNoMoreThanTheLockTimeout() throws Exception {
        try (var connection = Shop.SERVER.getDatabase("postgres", "shop").getConnection();
                var statement = connection.createStatement();
                var engine = CheckEngine.open(
                        Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 2))))) {
            connection.setAutoCommit(false);
            statement.execute("lock table fresh in access exclusive mode");
            var outcomes = engine.check(Shop.job("main", "shop",
                    "set lock_timeout = 1; create index concurrently on fresh (id); update fresh set id = 1 where id = 2",
                    Shop.BOTH,
                    LONG));
            assertThat(Shop.lines(outcomes)).containsExactly("SUCCESS OK", "SUCCESS Statement summary");
            assertThat(outcomes.getLast().getSummary().getStatements(0).getReason()).contains("lock timeout");
            connection.rollback();
        }
    }

    @Test
    void aTargetThatGoesAwayHalfWay() throws Exception {
        try (var engine = CheckEngine
                .open(Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 2))));
                var connection = Shop.SERVER.getDatabase("postgres", "shop").getConnection();
                var other = Shop.SERVER.getDatabase("postgres", "shop").getConnection();
                var statement = connection.createStatement();
                var killer = other.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("lock table fresh in access exclusive mode");
            var limits = new CheckLimits(1 << 20, 100, 100, Duration.ofSeconds(5), Duration.ofSeconds(5),
                    Duration.ofSeconds(50), Duration.ofSeconds(55), 1, 1 << 20);
            try (var patient = CheckEngine.open(
                    Instances.of(List.of(Shop.instance("main", Shop.SERVER.getPort(), "postgres", null, 2))), limits)) {
                var check = threads.submit(
                        () -> patient.check(Shop.job("main", "shop", "update fresh set id = 1", Shop.SUMMARY, LONG)));
                long deadline = System.nanoTime() + LONG.toNanos();
                boolean killed = false;
                while (!killed && System.nanoTime() < deadline) {
                    try (var row = killer.executeQuery(
                            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'plangate-checks' and wait_event_type = 'Lock'")) {
                        row.next();
                        killed = row.getInt(1) > 0;
                    }
                }
                var report = check.get().getFirst().getSummary();
                assertThat(report.hasAffectedRows()).isFalse();
                assertThat(report.getStatements(0).getReason()).contains("terminating connection");
            }
            connection.rollback();
            assertThat(Shop.lines(engine.check(Shop.job("main", "shop", "select 1", Shop.ADVISE, LONG))))
                    .containsExactly("SUCCESS OK");
        }
    }

    /** Somebody took the right to read it from everybody: nothing is passed. */
    @Test
    void aCatalogThatMayNotBeRead() throws Exception {
        Shop.run(Shop.SERVER, "postgres", "create database hidden");
        Shop.run(Shop.SERVER, "hidden", "create table tiny (a int)",
                "revoke select on pg_catalog.pg_constraint from public");
        assertErrors(check(Shop.instance("low", Shop.SERVER.getPort(), "plangate", "right", 1), "hidden", LONG),
                "Target cannot be used", "permission denied for table pg_constraint");
    }

    @Test
    void aCatalogQueryThatHangs() throws Exception {
        Shop.run(Shop.SERVER, "postgres", "create database hanging");
        Shop.run(Shop.SERVER, "hanging", "create table tiny (a int)");
        try (var connection = Shop.SERVER.getDatabase("postgres", "hanging").getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table pg_catalog.pg_rewrite in access exclusive mode");
            assertErrors(check(Shop.instance("low", Shop.SERVER.getPort(), "plangate", "right", 1), "hanging", LONG),
                    "Target cannot be used", "lock timeout");
            connection.rollback();
        }
    }

    @Test
    void aDeadlineThatHasPassedIsRefused() {
        assertThatThrownBy(() -> Shop.job("main", "shop", "select 1", Shop.BOTH, Duration.ZERO))
                .hasMessageContaining("deadline must be positive");
    }
}
