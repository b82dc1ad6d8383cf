package dev.plangate.checks.target;

import dev.plangate.checks.target.TargetProblem.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** Connects to MySQL and MariaDB servers. */
final class MySqlLogin {
    /** What a session is set to before anything else. */
    interface Settings {
        void of(Connection connection) throws SQLException;
    }

    private MySqlLogin() {}

    /**
     * A connection that waits for locks no longer than it may, and lets nobody read files of this machine or send two statements in one.
     *
     * @param settings what else is set
     */
    static Connection open(TargetAddress target, Timeouts timeouts, Deadline deadline, Settings settings)
            throws TargetProblem {
        Duration within = deadline.left(timeouts.connect());
        try {
            Connection connection = new Driver().connect(target.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"),
                    properties(target, timeouts, within));
            if (connection == null) {
                throw new SQLException("the url is none of MySQL's or MariaDB's", "08001");
            }
            try {
                set(connection, "set session lock_wait_timeout = ?", Math.max(1, timeouts.lock().toSeconds()));
                settings.of(connection);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw refused(target, within, e);
        }
    }

    /** A variable of the session that is a number. */
    static void set(Connection connection, String sql, long value) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            statement.execute();
        }
    }

    private static Properties properties(TargetAddress target, Timeouts timeouts, Duration within) {
        var properties = new Properties();
        properties.setProperty("user", target.user());
        if (target.password() != null) {
            properties.setProperty("password", target.password());
        }
        properties.setProperty("connectTimeout", String.valueOf(within.toMillis()));
        // Also while logging in, and for each statement: servers have no limit of their own that fits all statements.
        properties.setProperty("socketTimeout",
                String.valueOf(timeouts.statement().plus(timeouts.lock()).toMillis()));
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("connectionAttributes", "program_name:plangate-checks");
        return properties;
    }

    private static TargetProblem refused(TargetAddress target, Duration within, SQLException e) {
        String said = target.scrubbed(TargetProblems.firstLine(e));
        return switch (e.getErrorCode()) {
            case 1045 -> new TargetProblem(Kind.LOGIN_REFUSED, "Instance " + target.instance() + " refuses the user "
                    + target.user() + " (" + said + "): correct its user and password in " + target.setIn() + ".", e);
            case 1044 -> new TargetProblem(Kind.LOGIN_REFUSED, "The user " + target.user() + " may not use " + target
                    + " (" + said + "): grant it what the check needs.", e);
            case 1049 -> new TargetProblem(Kind.NO_DATABASE, "Instance " + target.instance() + " has no database "
                    + target.database() + ": correct the target, or create the database.", e);
            default -> TargetProblems.connecting(target, within, e);
        };
    }
}
