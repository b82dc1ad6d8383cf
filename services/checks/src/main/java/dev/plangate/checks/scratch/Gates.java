package dev.plangate.checks.scratch;

import dev.plangate.checks.scratch.Observation.Lock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows which locks a statement takes that runs in transactions of its own, where nobody can look between taking and releasing: others hold the tables, so that
 * the statement has to wait, and while it waits the server says for what. A gate first holds a table in ACCESS EXCLUSIVE, then in ACCESS SHARE, for some statements
 * take a stronger lock in the end; then it opens.
 */
final class Gates implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private static final class Gate {
        private final Connection session;
        private final String pid;
        private int stage;

        private Gate(Connection session, String pid) {
            this.session = session;
            this.pid = pid;
        }

        /** One step down. */
        private void lower() throws SQLException {
            try (var statement = session.createStatement()) {
                statement.execute(stage++ == 0 ? "rollback to savepoint shared" : "rollback");
            }
        }
    }

    private final Connection admin;
    private final List<Gate> gates = new ArrayList<>();
    private final Set<Lock> seen = new HashSet<>();

    /** @param admin a session of the superuser in the clone */
    Gates(Connection admin) {
        this.admin = admin;
    }

    /**
     * Holds a table.
     *
     * @param session of the superuser in the clone; closed with this
     */
    void hold(Connection session, long table) throws SQLException {
        gates.add(new Gate(session, Commands.texts(session, "select pg_backend_pid()::text").getFirst()));
        session.setAutoCommit(false);
        Commands.run(session,
                """
                        select format(command, ?::oid::regclass)
                        from (values (1, 'lock table only %s in access share mode'), (2, 'savepoint shared'), (3, 'lock table only %s in access exclusive mode')) as c(at, command)
                        order by at
                        """,
                table);
    }

    /** Lets a session through, gate by gate, until its statement has ended. */
    Set<Lock> pass(String pid, Future<?> statement) throws SQLException {
        while (!statement.isDone()) {
            look(pid);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return Set.copyOf(seen);
    }

    private void look(String pid) throws SQLException {
        var blocking = Commands.texts(admin, """
                select b.pid::text from unnest(pg_blocking_pids(?::int)) as b(pid)
                """, pid);
        if (blocking.isEmpty()) {
            return;
        }
        try (var query = admin.prepareStatement("""
                select relation, mode from pg_locks where pid = ?::int and locktype = 'relation' and not granted
                """)) {
            query.setString(1, pid);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    seen.add(new Lock(row.getLong(1), Observer.mode(row.getString(2))));
                }
            }
        }
        for (Gate gate : gates) {
            if (blocking.contains(gate.pid)) {
                gate.lower();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (Gate gate : gates) {
            gate.session.close();
        }
        admin.close();
    }
}
