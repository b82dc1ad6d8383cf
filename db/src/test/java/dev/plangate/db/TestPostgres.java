package dev.plangate.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One real Postgres for all tests of a run, and a database of its own for whoever asks. */
final class TestPostgres {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final String TEMPLATE = template();
    private static final DatabaseConfig SHARED = copied();

    private TestPostgres() {}

    /** A new, empty database. */
    static DatabaseConfig empty() {
        String name = "t" + DATABASES.incrementAndGet();
        execute(SERVER.getJdbcUrl("postgres", "postgres"), "create database " + name);
        return DatabaseConfig.of(SERVER.getJdbcUrl("postgres", name), "postgres", () -> "postgres");
    }

    /** A new database with the newest schema: a copy of one that was migrated. */
    static DatabaseConfig copied() {
        String name = "t" + DATABASES.incrementAndGet();
        execute(SERVER.getJdbcUrl("postgres", "postgres"), "create database " + name + " template " + TEMPLATE);
        return DatabaseConfig.of(SERVER.getJdbcUrl("postgres", name), "postgres", () -> "postgres");
    }

    /** A pool on the one database that most tests share, one after the other: the newest schema, nothing in it. */
    static Database migrated() {
        execute(SHARED.url(), """
                do $$ begin
                  execute (select 'truncate ' || string_agg(oid::regclass::text, ', ') || ' restart identity'
                             from pg_class
                            where relkind = 'r'
                              and relnamespace = 'public'::regnamespace
                              and relname not in ('flyway_schema_history', 'outbox_lease'));
                  update outbox_lease set owner = null, lease_until = null, fence = 0;
                end $$""");
        return Database.open(SHARED);
    }

    /** A session without the settings of the pool, for looking and for setting up. */
    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    static void execute(String url, String sql) {
        try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
            statement.execute(sql);
            // What this session read is counted now, not when its process has gone.
            statement.execute("select pg_stat_force_next_flush()");
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String template() {
        DatabaseConfig config = empty();
        Migrations.configuration(config, Duration.ofSeconds(10)).load().migrate();
        return config.url().replaceAll(".*/([a-z0-9]+).*", "$1");
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("max_connections", "200")
                    .setServerConfig("synchronous_commit", "on").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
