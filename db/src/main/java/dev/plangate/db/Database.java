package dev.plangate.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A pool of connections to Postgres. Each thread has at most one of them at a time. */
public final class Database implements AutoCloseable {

    private static final Duration MIGRATION_LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final DatabaseConfig config;
    private final HikariDataSource pool;
    private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

    private Database(DatabaseConfig config, HikariDataSource pool) {
        this.config = config;
        this.pool = pool;
    }

    /** A pool; connects when it is first used, so that a process can start while Postgres is away. */
    public static Database open(DatabaseConfig config) {
        return new Database(config, new HikariDataSource(Sessions.pool(config)));
    }

    /**
     * Runs work in a transaction (read committed), committed when it returns and rolled back when it throws. When this throws
     * UNAVAILABLE, the commit may have happened.
     *
     * @throws DatabaseException what Postgres did not carry out
     * @throws IllegalStateException inside another transaction of this thread: a second connection taken while one is held
     *             exhausts the pool
     */
    public <T> T transaction(Function<Tx, T> work) {
        return connected(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.apply(new Tx(connection));
                connection.commit();
                return result;
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            }
        });
    }

    /** Runs one statement that is its own transaction: no round trips for begin and commit. */
    <T> T statement(Function<Tx, T> work) {
        return connected(connection -> {
            connection.setAutoCommit(true);
            return work.apply(new Tx(connection));
        });
    }

    /** Brings the schema to the newest version. Several processes may do so at once: one works, the others wait. */
    public void migrate() {
        new Migrations(config, MIGRATION_LOCK_TIMEOUT).apply(_ -> {});
    }

    /**
     * Migrations that the schema lacks, oldest first: "V3 unique plan". A process that finds some must not work.
     *
     * @throws DatabaseException when Postgres does not answer
     */
    public List<String> pendingMigrations() {
        ping();
        return Migrations.names(Migrations.configuration(config, MIGRATION_LOCK_TIMEOUT).load().info().pending());
    }

    /** Asks for a sign of life. */
    public void ping() {
        statement(tx -> tx.query("select 1").one(Row::number));
    }

    @Override
    public void close() {
        pool.close();
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T connected(Work<T> work) {
        if (busy.get()) {
            throw new IllegalStateException("this thread holds a connection already: no transaction inside another");
        }
        busy.set(true);
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            if (Failures.lostConnection(e)) {
                // What silenced this one has silenced the others: nobody shall find that out for each of them in turn.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            throw Failures.of(e);
        } finally {
            busy.remove();
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
