package dev.plangate.checks.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * One connection to a target, on which everything happens in READ ONLY transactions that are rolled back, with timeouts that the server enforces. Used by one
 * thread; {@link #giveUp} may be called by any.
 */
public final class TargetSession implements TargetConnection {
    /** What telling a target to stop a statement may take; the connection is cut after it, whatever the target said. */
    public static final Duration CANCELING = Connections.CANCELING;

    /**
     * In one round trip with BEGIN. standard_conforming_strings: the server has to read literals as the grammar did that delimited the statement. jit: compiling the
     * catalog's long query would take far longer than running it. All of it for the transaction only: behind a pooler the session is somebody else's a moment later.
     */
    private static final String SETTINGS = """
            select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true),
                   set_config('standard_conforming_strings', 'on', true), set_config('search_path', coalesce(?, current_setting('search_path')), true),
                   set_config('jit', 'off', true)
            """;

    private final Connection connection;
    private final TargetAddress target;
    private final Timeouts timeouts;
    private final Deadline deadline;
    /**
     * Held while a transaction begins or ends, and while its statement is cancelled. A cancel names a session, not a statement: behind a pooler the session is
     * ours for no longer than our transaction, so that no cancel may be on its way when the transaction ends.
     */
    private final ReentrantLock turn = new ReentrantLock();
    private boolean underWay;
    private boolean givenUp;

    private TargetSession(Connection connection, TargetAddress target, Timeouts timeouts, Deadline deadline) {
        this.connection = connection;
        this.target = target;
        this.timeouts = timeouts;
        this.deadline = deadline;
    }

    /** Work inside of a transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Connects and logs in. */
    public static TargetSession open(TargetAddress target, Timeouts timeouts, Deadline deadline) throws TargetProblem {
        Duration within = deadline.left(timeouts.connect());
        try {
            Connection connection = new Driver().connect(target.url(), properties(target, within));
            if (connection == null) {
                throw new SQLException("the url is none of PostgreSQL's", "08001");
            }
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, seconds(timeouts.statement().plus(timeouts.connect())) * 1000);
            return new TargetSession(connection, target, timeouts, deadline);
        } catch (SQLException e) {
            throw TargetProblems.connecting(target, within, e);
        }
    }

    private static Properties properties(TargetAddress target, Duration within) {
        var properties = new Properties();
        properties.setProperty("user", target.user());
        if (target.password() != null) {
            properties.setProperty("password", target.password());
        }
        properties.setProperty("connectTimeout", String.valueOf(seconds(within)));
        // Also while logging in: a server that accepts and never answers must not hold the check.
        properties.setProperty("socketTimeout", String.valueOf(seconds(within)));
        properties.setProperty("cancelSignalTimeout", String.valueOf(seconds(CANCELING)));
        properties.setProperty("readOnly", "true");
        properties.setProperty("readOnlyMode", "transaction");
        // One statement per message: the server refuses two in one, and the driver must not go back to the protocol that allows it.
        properties.setProperty("preferQueryMode", "extended");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("ApplicationName", "plangate-checks");
        properties.setProperty("assumeMinServerVersion", "12");
        return properties;
    }

    private static int seconds(Duration duration) {
        return Math.max(1, (int) ((duration.toMillis() + 999) / 1000));
    }

    /** server_version_num. */
    int serverVersion() throws SQLException {
        var data = connection.getMetaData();
        return data.getDatabaseMajorVersion() * 10_000 + data.getDatabaseMinorVersion();
    }

    TargetAddress target() {
        return target;
    }

    /**
     * Runs work in a READ ONLY transaction and rolls it back.
     *
     * @param path search path to set for it; empty = the target's own
     */
    <T> T readOnly(List<String> path, Work<T> work) throws SQLException {
        begin();
        try {
            try (var settings = connection.prepareStatement(SETTINGS)) {
                settings.setString(1, timeouts.lock().toMillis() + "ms");
                settings.setString(2, deadline.left(timeouts.statement()).toMillis() + "ms");
                settings.setString(3, timeouts.statement().plus(timeouts.connect()).toMillis() + "ms");
                settings.setString(4,
                        path.isEmpty()
                                ? null
                                : path.stream().map(TargetSession::quoted).collect(Collectors.joining(", ")));
                settings.execute();
            }
            return work.with(connection);
        } finally {
            end();
        }
    }

    private void begin() throws SQLException {
        turn.lock();
        try {
            if (givenUp) {
                throw new SQLException("the check was given up", "57014");
            }
            underWay = true;
        } finally {
            turn.unlock();
        }
    }

    private void end() throws SQLException {
        turn.lock();
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } finally {
            underWay = false;
            turn.unlock();
        }
    }

    private static String quoted(String schema) {
        return "\"" + schema.replace("\"", "\"\"") + "\"";
    }

    /**
     * Stops the statement that is under way on the target (a server does not notice that its client is gone before the statement ends), then cuts the connection.
     * Takes {@link #CANCELING} at most, also when the target answers nobody.
     */
    @Override
    public void giveUp() {
        // Not got: the transaction is ending just now, and nothing of it is left to be stopped.
        boolean got = turn.tryLock();
        try {
            if (got) {
                givenUp = true;
                if (underWay) {
                    Connections.cancel(connection, one -> one.unwrap(PGConnection.class).cancelQuery());
                }
            }
        } finally {
            Connections.cut(connection);
            if (got) {
                turn.unlock();
            }
        }
    }

    @Override
    public void close() {
        Connections.close(connection);
    }
}
