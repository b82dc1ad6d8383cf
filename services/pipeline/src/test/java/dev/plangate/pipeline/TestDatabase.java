package dev.plangate.pipeline;

import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on one real Postgres, with the newest schema; and SQL for looking, and for standing in the way. */
public final class TestDatabase implements AutoCloseable {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String url;
    private final Database database;

    public TestDatabase() {
        this(true);
    }

    private TestDatabase(boolean migrated) {
        String name = "t" + NUMBER.incrementAndGet();
        execute(SERVER.getJdbcUrl("postgres", "postgres"), "create database " + name);
        url = SERVER.getJdbcUrl("postgres", name);
        database = Database.open(DatabaseConfig.of(url, "postgres", () -> "postgres"));
        if (migrated) {
            database.migrate();
        }
    }

    /** Without a schema. */
    public static TestDatabase empty() {
        return new TestDatabase(false);
    }

    /** For JDBC, without credentials: user and password are postgres. */
    public String url() {
        return url.replaceFirst("\\?.*", "");
    }

    public Database database() {
        return database;
    }

    public void execute(String sql) {
        execute(url, sql);
    }

    /**
     * From now on Postgres refuses rows.
     *
     * @param rows  a condition on the new row: {@code new.topic = 'x'}
     * @param state SQLSTATE of the refusal: 22000 is about the data, 40001 a conflict
     */
    public void refuse(String table, String rows, String state) {
        execute("""
                create function refuse() returns trigger language plpgsql as $$
                begin
                  raise exception 'refused by the test' using errcode = '%s';
                end $$;
                create trigger refuse before insert or update on %s for each row when (%s) execute function refuse();
                """.formatted(state, table, rows));
    }

    /** It refuses no more. */
    public void refuseNothing() {
        execute("drop function refuse cascade");
    }

    /** The first column of all rows, as texts. */
    public List<String> query(String sql) {
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private static void execute(String url, String sql) {
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
