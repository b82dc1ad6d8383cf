package dev.plangate.bench.pipeline;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the same Postgres can do when nothing but the queue's own statements run: claim, complete and two outbox rows a run,
 * batches of 200, plain JDBC, one connection per core. No Kafka, no protobuf, no gate.
 */
final class RawCeiling {
    private static final int BATCH = 200;
    private static final int CONNECTIONS = 2;
    private static final int ROWS = 200_000;
    private static final String CLAIM = """
            with picked as materialized (
              select id from raw_run where status = 'AVAILABLE' order by available_at limit %d for update skip locked)
            update raw_run r set status = 'RUNNING', fence = fence + 1, lease_until = clock_timestamp() + interval '10 s'
            from picked where r.id = picked.id returning r.id, r.fence
            """
            .formatted(BATCH);
    private static final String COMPLETE = """
            with done as (
              update raw_run r set status = 'DONE', result = '{}', lease_until = null
              from unnest(?::bigint[], ?::bigint[]) as c (id, fence)
              where r.id = c.id and r.fence = c.fence and r.status = 'RUNNING' and r.lease_until > clock_timestamp()
              returning r.id)
            insert into raw_outbox (part, topic, key, value)
            select d.id %% 8, 'topic', 'key-' || d.id, convert_to(repeat('x', 150), 'UTF8') from done d, generate_series(1, 2)
            """
            .replace("%%", "%");

    private RawCeiling() {}

    /** Runs per second over at most {@code howLong}; makes its own tables and drops them. */
    static double measure(String url, String user, String password, Duration howLong) throws SQLException {
        try (Connection c = DriverManager.getConnection(url, user, password); Statement s = c.createStatement()) {
            s.execute(
                    """
                            drop table if exists raw_run, raw_outbox;
                            create table raw_run (id bigint primary key, status text not null, fence bigint not null default 0,
                              available_at timestamptz not null default clock_timestamp(), lease_until timestamptz, result jsonb)
                              with (fillfactor = 70);
                            create index on raw_run (available_at) where status = 'AVAILABLE';
                            create table raw_outbox (id bigint generated always as identity primary key, part int not null,
                              topic text not null, key text not null, value bytea not null)
                            """);
            s.execute("insert into raw_run (id, status) select g, 'AVAILABLE' from generate_series(1, " + ROWS + ") g");
            s.execute("vacuum analyze raw_run");
            double rate = run(url, user, password, howLong);
            s.execute("drop table raw_run, raw_outbox");
            return rate;
        }
    }

    private static double run(String url, String user, String password, Duration howLong) throws SQLException {
        long start = System.nanoTime();
        long end = start + howLong.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                workers.add(threads.submit(() -> work(url, user, password, end)));
            }
            long runs = 0;
            for (Future<Long> worker : workers) {
                runs += worker.get();
            }
            return runs * 1e9 / (System.nanoTime() - start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        }
    }

    private static long work(String url, String user, String password, long end) throws SQLException {
        long runs = 0;
        try (Connection c = DriverManager.getConnection(url, user, password);
                PreparedStatement claim = c.prepareStatement(CLAIM);
                PreparedStatement complete = c.prepareStatement(COMPLETE)) {
            while (System.nanoTime() < end) {
                var ids = new ArrayList<Long>();
                var fences = new ArrayList<Long>();
                try (ResultSet rows = claim.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                        fences.add(rows.getLong(2));
                    }
                }
                if (ids.isEmpty()) {
                    break;
                }
                Array idArray = c.createArrayOf("bigint", ids.toArray());
                Array fenceArray = c.createArrayOf("bigint", fences.toArray());
                complete.setArray(1, idArray);
                complete.setArray(2, fenceArray);
                complete.executeUpdate();
                runs += ids.size();
            }
        }
        return runs;
    }
}
