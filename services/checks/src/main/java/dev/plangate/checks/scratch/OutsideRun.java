package dev.plangate.checks.scratch;

import dev.plangate.checks.scratch.Observation.Lock;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.postgresql.PGConnection;

/** Runs a statement outside of a transaction, with gates before the tables that it names. */
final class OutsideRun {
    /** Each gate is a session. */
    private static final int MOST_GATES = 8;
    private static final int FLUSHES = 15;
    private static final String SCANS = """
            select json_build_object('oid', relid, 'scans', seq_scan)::text from pg_stat_all_tables where seq_scan > 0 and relid >= 16384
            """;

    /**
     * What was seen.
     *
     * @param unseen why something was not
     */
    record Seen(Set<Lock> locks, Map<Long, Long> scans, Optional<String> unseen) {}

    private final Verbatim session;
    private final Sessions sessions;
    private final String database;
    private final ScratchLimits limits;
    private final int major;

    OutsideRun(Verbatim session, Sessions sessions, String database, ScratchLimits limits, int major) {
        this.session = session;
        this.sessions = sessions;
        this.database = database;
        this.limits = limits;
        this.major = major;
    }

    Seen run(Statement statement, Map<Long, Relation> relations, Map<Long, Relation> base) throws SQLException {
        var tables = tables(statement, relations);
        tables.retainAll(base.keySet());
        var gated = tables.stream().limit(MOST_GATES).toList();
        try (var gates = new Gates(sessions.adminOf(database, limits.trace()))) {
            for (long table : gated) {
                gates.hold(sessions.adminOf(database, limits.trace()), table);
            }
            var before = scans();
            var locks = new HashSet<>(pass(gates, statement.text()));
            locks.removeIf(lock -> !gated.contains(lock.relation()));
            var scans = scans();
            before.forEach((table, count) -> scans.merge(table, -count, Long::sum));
            return new Seen(locks, scans, gated.size() < tables.size()
                    ? Optional
                            .of("concerns " + tables.size() + " tables, of which only " + MOST_GATES + " were watched")
                    : Optional.empty());
        }
    }

    private Set<Lock> pass(Gates gates, String text) throws SQLException {
        String pid = String.valueOf(session.connection().unwrap(PGConnection.class).getBackendPID());
        var statement = new FutureTask<Void>(() -> {
            session.run(text);
            return null;
        });
        Thread.ofVirtual().name("trace-outside").start(statement);
        var seen = gates.pass(pid, statement);
        try {
            statement.get();
            return seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("the trace was given up", "57014", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failed
                    ? failed
                    : new SQLException("the statement could not be sent", e.getCause());
        }
    }

    /** Counted over transactions; servers before 15 tell them too late. */
    private Map<Long, Long> scans() throws SQLException {
        var scans = new HashMap<Long, Long>();
        if (major < FLUSHES) {
            return scans;
        }
        session.run("select pg_catalog.pg_stat_force_next_flush()");
        try (Connection admin = sessions.adminOf(database, limits.trace())) {
            for (String row : Commands.texts(admin, SCANS)) {
                var numbers = row.replaceAll("[^0-9]+", " ").strip().split(" ", -1);
                scans.put(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            }
        }
        return scans;
    }

    /** Those that the statement names, by way of an index too, with their partitions; all when it names none. */
    private static Set<Long> tables(Statement statement, Map<Long, Relation> relations) {
        var names = new HashSet<>(Ast.relations(statement.tree()));
        if (statement.node().equals("DropStmt")) {
            Ast.dropped(statement.tree()).forEach(parts -> names.add(Ast.relation(parts)));
        }
        var found = new HashSet<Long>();
        relations.forEach((oid, relation) -> {
            boolean named = names.stream().anyMatch(name -> isNamed(relation.name(), name));
            boolean wanted = named || names.isEmpty();
            if (wanted && (relation.kind() == 'r' || relation.kind() == 'p')) {
                found.add(oid);
            } else if (named && relation.table() != 0) {
                found.add(relation.table());
            }
        });
        return found;
    }

    private static boolean isNamed(RelationName relation, RelationName written) {
        return relation.name().equals(written.name())
                && (written.schema().isEmpty() || written.schema().equals(relation.schema()));
    }
}
