package dev.plangate.checks.scratch;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.scratch.Observation.Lock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows which locks a statement takes that runs in transactions of its own, where nobody can look between taking and releasing: others hold the tables, so that
 * the statement has to wait, and while it waits the server says for what. A gate gives way by as little as the statement needs, so that it is stopped again when it
 * wants a stronger lock on the same table.
 */
final class Gates implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);
    /** A lock in each mode, weakest first, so that a gate can let go of the stronger ones alone. */
    private static final String HOLD = """
            select format(command, ?::oid::regclass, mode)
            from unnest(array['access share', 'row share', 'row exclusive', 'share update exclusive', 'share', 'share row exclusive', 'exclusive', 'access exclusive'])
                with ordinality as m(mode, at),
                lateral (values (1, 'savepoint "plangate_%2$s"'), (2, 'lock table only %1$s in %2$s mode')) as c(step, command)
            order by at, step
            """;

    /** @param admin session that holds the table */
    private record Gate(Connection admin, long table, String pid) {
        /** Lets a lock be taken, and as few others as can be. */
        private void open(Optional<LockMode> wanted) throws SQLException {
            String back = wanted.map(Gates::givesWay).orElse("rollback");
            try (var statement = admin.createStatement()) {
                statement.execute(back);
            }
        }
    }

    private final Connection admin;
    private final List<Gate> gates = new ArrayList<>();
    private final Set<Lock> seen = new HashSet<>();

    /** @param admin a session of the superuser in the clone; closed with this */
    Gates(Connection admin) {
        this.admin = admin;
    }

    /**
     * Holds a table.
     *
     * @param session of the superuser in the clone; closed with this
     */
    void hold(Connection session, long table) throws SQLException {
        String pid = Commands.texts(session, "select pg_backend_pid()::text").getFirst();
        gates.add(new Gate(session, table, pid));
        session.setAutoCommit(false);
        Commands.run(session, HOLD, table);
    }

    /** Lets a session through, gate by gate, until its statement has ended. */
    Set<Lock> pass(String pid, Future<?> statement) throws SQLException {
        while (!statement.isDone()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new SQLException("the trace was given up", "57014");
            }
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
        var waited = waitedFor(pid);
        waited.ifPresent(seen::add);
        for (Gate gate : gates) {
            if (blocking.contains(gate.pid())) {
                gate.open(waited.filter(lock -> lock.relation() == gate.table()).map(Lock::mode));
            }
        }
    }

    /** The lock that a session waits for; empty = it waits for something else, as for the end of a transaction. */
    private Optional<Lock> waitedFor(String pid) throws SQLException {
        try (var query = admin.prepareStatement("""
                select relation, mode from pg_locks where pid = ?::int and locktype = 'relation' and not granted
                """)) {
            query.setString(1, pid);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Lock(row.getLong(1), Observer.mode(row.getString(2))))
                        : Optional.empty();
            }
        }
    }

    /** By the table of conflicts in the manual's chapter "Explicit Locking": what a gate may still hold when somebody gets this lock. */
    private static String givesWay(LockMode mode) {
        return switch (mode) {
            case ACCESS_SHARE -> "rollback to savepoint \"plangate_access exclusive\"";
            case ROW_SHARE -> "rollback to savepoint plangate_exclusive";
            case ROW_EXCLUSIVE -> "rollback to savepoint plangate_share";
            case SHARE_UPDATE_EXCLUSIVE -> "rollback to savepoint \"plangate_share update exclusive\"";
            case SHARE, SHARE_ROW_EXCLUSIVE -> "rollback to savepoint \"plangate_row exclusive\"";
            case EXCLUSIVE -> "rollback to savepoint \"plangate_row share\"";
            case ACCESS_EXCLUSIVE -> "rollback";
        };
    }

    @Override
    public void close() throws SQLException {
        for (Gate gate : gates) {
            gate.admin().close();
        }
        admin.close();
    }
}
