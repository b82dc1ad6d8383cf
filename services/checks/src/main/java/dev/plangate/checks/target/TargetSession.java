package dev.plangate.checks.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * One connection to a target, on which everything happens in READ ONLY transactions that are rolled back, with timeouts that the server enforces. Used by one
 * thread; {@link #abort} may be called by any.
 */
public final class TargetSession implements AutoCloseable {
    /**
     * In one round trip with BEGIN. standard_conforming_strings: the server has to read literals as the grammar did that delimited the statement. All of it for
     * the transaction only: behind a pooler the session is somebody else's a moment later.
     */
    private static final String SETTINGS = """
            select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true),
                   set_config('standard_conforming_strings', 'on', true), set_config('search_path', coalesce(?, current_setting('search_path')), true)
            """;

    private final Connection connection;
    private final TargetAddress target;
    private final Timeouts timeouts;
    private final Deadline deadline;

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
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    private static String quoted(String schema) {
        return "\"" + schema.replace("\"", "\"\"") + "\"";
    }

    /** Cuts the connection, whatever is under way on it. */
    public void abort() {
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
