package dev.plangate.checks.target;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection to a MySQL or MariaDB target, on which what is asked is asked in READ ONLY transactions that are rolled back, with timeouts. Used by one thread;
 * {@link #giveUp} may be called by any.
 */
public final class MySqlSession implements TargetConnection {
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
        return new MySqlSession(MySqlLogin.open(target, timeouts, deadline, connection -> limit(connection, timeouts)),
                target);
    }

    /** The server has to read literals as the grammars did; MySQL limits the time of SELECT alone, and the driver that of the rest. */
    private static void limit(Connection connection, Timeouts timeouts) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set session sql_mode = ''");
        }
        if (connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")) {
            MySqlLogin.set(connection, "set session max_statement_time = ?",
                    Math.max(1, timeouts.statement().toSeconds()));
        } else {
            MySqlLogin.set(connection, "set session max_execution_time = ?", timeouts.statement().toMillis());
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
    @Override
    public void giveUp() {
        Connections.cancel(connection, one -> one.unwrap(org.mariadb.jdbc.Connection.class).cancelCurrentQuery());
        Connections.cut(connection);
    }

    @Override
    public void close() {
        Connections.close(connection);
    }
}
