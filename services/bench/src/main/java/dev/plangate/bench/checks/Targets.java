package dev.plangate.bench.checks;

import dev.plangate.bench.Progress;
import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.checks.Engine;
import dev.plangate.checks.Instance;
import dev.plangate.checks.Instances;
import dev.plangate.checks.Secret;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.EmbeddedPostgres.Durability;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.ReviewPolicy;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many databases of one embedded server. */
final class Targets implements AutoCloseable {
    private static final String TEMPLATE = "shop";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final EmbeddedPostgres postgres;
    private final int concurrency;

    /** What each target takes, and what the heap holds behind them, a collection later. */
    record Speed(int targets, double perSecond, double heapMegabytes) {}

    private interface Work {
        void on(String database) throws SQLException, InterruptedException;
    }

    Targets(Path directory, int databases, int concurrency, Progress progress) throws SQLException {
        this.concurrency = concurrency;
        postgres = EmbeddedPostgres.start(directory, 0, Durability.TEMPORARY,
                Map.of("max_connections", Integer.toString(concurrency + 20)));
        execute("postgres", "create database " + TEMPLATE);
        execute(TEMPLATE, Sheets.TABLES + "analyze;");
        progress.step("making %,d databases".formatted(databases));
        for (int i = 0; i < databases; i++) {
            execute("postgres", "create database %s template %s strategy file_copy".formatted(database(i), TEMPLATE));
            progress.at(i + 1, databases);
        }
    }

    private static String database(int number) {
        return "d" + number;
    }

    /** The engine, with a sheet that it has not seen: parsed once, then checked on each target. */
    Speed checked(CheckEngine engine, int sheet, int targets, Progress progress)
            throws InterruptedException, ExecutionException {
        String sql = Sheets.of(sheet);
        return measured(targets, progress, database -> {
            var outcomes = engine.check(new CheckJob("instances/bench/databases/" + database, "projects/bench",
                    "0".repeat(64), sql, ReviewPolicy.getDefaultInstance(),
                    Set.of(CheckType.STATEMENT_ADVISE, CheckType.STATEMENT_SUMMARY_REPORT), DEADLINE));
            outcomes.stream().filter(o -> o.getStatus() == CheckOutcome.Status.ERROR).findFirst().ifPresent(wrong -> {
                throw new IllegalStateException(database + ": " + wrong.getContent());
            });
        });
    }

    /** No engine: a connection, one EXPLAIN of the sheet's UPDATE, and the end of the connection. */
    Speed explained(int sheet, int targets, Progress progress) throws InterruptedException, ExecutionException {
        String explain = "explain (format json) " + Sheets.statements(sheet).get(3);
        return measured(targets, progress, database -> execute(database, explain));
    }

    CheckEngine engine() {
        return CheckEngine.open(Instances.of(List.of(new Instance("bench", Engine.POSTGRES, "bench",
                postgres.jdbcUrl(TEMPLATE).replace("/" + TEMPLATE, "/" + Instance.PLACEHOLDER), EmbeddedPostgres.USER,
                new Secret.Given(postgres.password()), Set.of("*"), concurrency))));
    }

    private Speed measured(int targets, Progress progress, Work work) throws InterruptedException, ExecutionException {
        var permits = new Semaphore(concurrency);
        var done = new AtomicInteger();
        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = IntStream.range(0, targets).mapToObj(i -> threads.<Void>submit(() -> {
                permits.acquire();
                try {
                    work.on(database(i));
                } finally {
                    permits.release();
                }
                progress.at(done.incrementAndGet(), targets);
                return null;
            })).toList();
            for (Future<Void> one : all) {
                one.get();
            }
        }
        double perSecond = targets * 1e9 / (System.nanoTime() - began);
        return new Speed(targets, perSecond, heap());
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(database), EmbeddedPostgres.USER,
                postgres.password()); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
