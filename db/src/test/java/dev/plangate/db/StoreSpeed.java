package dev.plangate.db;

import dev.plangate.contract.Topics;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.PartLease;
import dev.plangate.db.row.StoredOutboxRow;
import dev.plangate.v1.CheckRun;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Measures the hot paths on a Postgres that really writes: `main`, by hand, prints a line each. Not a test. */
final class StoreSpeed {

    private static final int RUNS = 40_000;
    private static final int BATCH = 200;
    private static final Duration LEASE = Duration.ofMinutes(5);

    private StoreSpeed() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on").setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB").setServerConfig("max_wal_size", "4GB").start();
                Database database = Database
                        .open(DatabaseConfig.of(server.getJdbcUrl("postgres", "postgres"), "postgres",
                                () -> "postgres"))) {
            database.migrate();
            for (int round = 0; round < 2; round++) {
                int from = round * 2 * RUNS;
                print("enqueue: plan + run, batches of 200, 1 thread", RUNS, () -> {
                    for (int i = from; i < from + RUNS; i += BATCH) {
                        Sample.enqueue(database, i, i + BATCH);
                    }
                    return null;
                });
                print("claim + complete with 2 outbox rows, batches of 200, 1 thread", RUNS, () -> work(database));
                for (int i = from + RUNS; i < from + 2 * RUNS; i += BATCH) {
                    Sample.enqueue(database, i, i + BATCH);
                }
                print("the same, 4 threads", RUNS, () -> Parallel.run(4, () -> work(database)));
                print("outbox read + delete, batches of 500, 8 parts, 1 thread", 4 * RUNS, () -> relay(database));
                print("outbox append, batches of 500, 1 thread", RUNS, () -> append(database));
                print("outbox read + delete", RUNS, () -> relay(database));
            }
        }
    }

    private static Void work(Database database) {
        Runs runs = new Runs(database);
        while (true) {
            List<Claim> claims = runs.claim("w", BATCH, LEASE);
            if (claims.isEmpty()) {
                return null;
            }
            runs.complete(claims.stream().map(claim -> new Completion(claim.plan(), claim.fence(), CheckRun.Status.DONE,
                    "", Sample.result("fine"), 0, 1,
                    List.of(Sample.event(claim.plan(), 1), Sample.event(claim.plan(), 2)))).toList());
        }
    }

    private static Void append(Database database) {
        Outbox outbox = new Outbox(database);
        for (int i = 0; i < RUNS; i += 500) {
            List<OutboxRow> rows = IntStream.range(i, i + 500).mapToObj(n -> OutboxRow.of(Topics.CHECK_RUNS,
                    Sample.planName(n), CheckRun.newBuilder().setPlan(Sample.planName(n)).build())).toList();
            database.transaction(tx -> {
                outbox.append(tx, rows);
                return null;
            });
        }
        return null;
    }

    private static Void relay(Database database) {
        Outbox outbox = new Outbox(database);
        PartLeases leases = new PartLeases(database);
        for (int part : leases.parts()) {
            PartLease lease = leases.acquire(part, "r", LEASE).orElseThrow();
            while (true) {
                List<StoredOutboxRow> rows = outbox.read(part, 500, 8_000_000);
                if (rows.isEmpty()) {
                    break;
                }
                outbox.deletePublished(lease, rows.stream().map(StoredOutboxRow::id).toList(),
                        rows.stream().map(StoredOutboxRow::eventId).toList());
            }
            leases.release(lease);
        }
        return null;
    }

    private static <T> void print(String what, int count, Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%-70s %,10.0f /s%n", what, count / seconds);
    }
}
