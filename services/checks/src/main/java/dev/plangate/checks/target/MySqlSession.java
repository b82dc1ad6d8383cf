package dev.plangate.checks.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.mariadb.jdbc.Driver;

/**
 * One connection to a MySQL or MariaDB target, on which what is asked is asked in READ ONLY transactions that are rolled back, with timeouts. Used by one thread;
 * {@link #giveUp} may be called by any.
 */
public final class MySqlSession implements AutoCloseable {
    private static final Duration CANCELING = Duration.ofSeconds(1);

    private final Connection connection;
    private final TargetAddress target;

    private MySqlSession(Connection connection, TargetAddress target) {
        this.connection = connection;
        this.target = target;
    }

    /** Work inside of a transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Connects and logs in. */
    public static MySqlSession open(TargetAddress target, Timeouts timeouts, Deadline deadline) throws TargetProblem {
        Duration within = deadline.left(timeouts.connect());
        try {
            Connection connection = new Driver().connect(target.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"),
                    GhostTarget.properties(target, timeouts, within));
            if (connection == null) {
                throw new SQLException("the url is none of MySQL's or MariaDB's", "08001");
            }
            return new MySqlSession(limited(connection, timeouts), target);
        } catch (SQLException e) {
            throw GhostTarget.connecting(target, within, e);
        }
    }

    /** The server has to read literals as the grammars did; MySQL limits the time of SELECT alone, and the driver that of the rest. */
    private static Connection limited(Connection connection, Timeouts timeouts) throws SQLException {
        boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        try (var statement = connection.createStatement()) {
            statement.execute("set session sql_mode = ''");
            statement.execute("set session lock_wait_timeout = " + Math.max(1, timeouts.lock().toSeconds()));
            statement.execute(mariaDb
                    ? "set session max_statement_time = " + Math.max(1, timeouts.statement().toSeconds())
                    : "set session max_execution_time = " + timeouts.statement().toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    TargetAddress target() {
        return target;
    }

    /** Runs work in a READ ONLY transaction and rolls it back. */
    <T> T readOnly(Work<T> work) throws SQLException {
        execute("start transaction read only");
        try {
            return work.with(connection);
        } finally {
            if (!connection.isClosed()) {
                execute("rollback");
            }
        }
    }

    /** The connection itself, for a scratch schema that this very server has: what is run there is no statement on the target's own tables. */
    public Connection scratch() {
        return connection;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops the statement that is under way on the target, then cuts the connection, whatever came of it. Takes a second at most. */
    public void giveUp() {
        Thread request = Thread.ofVirtual().name("check-cancel").start(() -> {
            try {
                connection.unwrap(org.mariadb.jdbc.Connection.class).cancelCurrentQuery();
            } catch (SQLException e) {
                // the connection is cut all the same
            }
        });
        try {
            if (!request.join(CANCELING)) {
                request.interrupt();
            }
        } catch (InterruptedException e) {
            request.interrupt();
            Thread.currentThread().interrupt();
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone already
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }
}
