package dev.plangate.checks.target;

import dev.plangate.checks.ghost.GhostTables;
import dev.plangate.checks.ghost.ServerFacts;
import dev.plangate.checks.ghost.TableFacts;
import dev.plangate.checks.target.TargetProblem.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/**
 * A connection to a MySQL or MariaDB server for what concerns gh-ost: it reads, and it drops tables of a dry run. Used by one thread; {@link #giveUp} may be called
 * by any.
 */
public final class GhostTarget implements AutoCloseable {
    private final Connection connection;
    private final TargetAddress target;

    private GhostTarget(Connection connection, TargetAddress target) {
        this.connection = connection;
        this.target = target;
    }

    /** Connects and logs in. */
    public static GhostTarget open(TargetAddress target, Timeouts timeouts, Deadline deadline) throws TargetProblem {
        Duration within = deadline.left(timeouts.connect());
        try {
            Connection connection = new Driver().connect(target.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"),
                    properties(target, timeouts, within));
            if (connection == null) {
                throw new SQLException("the url is none of MySQL's or MariaDB's", "08001");
            }
            return new GhostTarget(limited(connection, timeouts), target);
        } catch (SQLException e) {
            throw connecting(target, within, e);
        }
    }

    static Properties properties(TargetAddress target, Timeouts timeouts, Duration within) {
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

    private static Connection limited(Connection connection, Timeouts timeouts) throws SQLException {
        try (var statement = connection.prepareStatement("set session lock_wait_timeout = ?")) {
            statement.setLong(1, Math.max(1, timeouts.lock().toSeconds()));
            statement.execute();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static TargetProblem connecting(TargetAddress target, Duration within, SQLException e) {
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

    /** What the server says of itself. */
    public ServerFacts server() throws TargetProblem {
        try {
            return GhostFacts.server(connection);
        } catch (SQLException e) {
            throw TargetProblems.asking(target, e);
        }
    }

    /** What it says of a table of the target's database. */
    public TableFacts table(String table) throws TargetProblem {
        try {
            return GhostFacts.table(connection, target.database(), table);
        } catch (SQLException e) {
            throw TargetProblems.asking(target, e);
        }
    }

    /** Ends what a dry run still has under way on the server, and drops the tables that it left. */
    public Tidied tidy(GhostTables tables) {
        return GhostLeftovers.tidy(connection, target, tables);
    }

    /** Cuts the connection. */
    public void giveUp() {
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
