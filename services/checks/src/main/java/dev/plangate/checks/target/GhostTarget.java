package dev.plangate.checks.target;

import dev.plangate.checks.ghost.GhostTables;
import dev.plangate.checks.ghost.ServerFacts;
import dev.plangate.checks.ghost.TableFacts;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection to a MySQL or MariaDB server for what concerns gh-ost: it reads, and it drops tables of a dry run. Used by one thread; {@link #giveUp} may be called
 * by any.
 */
public final class GhostTarget implements TargetConnection {
    private final Connection connection;
    private final TargetAddress target;

    private GhostTarget(Connection connection, TargetAddress target) {
        this.connection = connection;
        this.target = target;
    }

    /** Connects and logs in. */
    public static GhostTarget open(TargetAddress target, Timeouts timeouts, Deadline deadline) throws TargetProblem {
        return new GhostTarget(MySqlLogin.open(target, timeouts, deadline, _ -> {}), target);
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
    @Override
    public void giveUp() {
        Connections.cut(connection);
    }

    @Override
    public void close() {
        Connections.close(connection);
    }
}
