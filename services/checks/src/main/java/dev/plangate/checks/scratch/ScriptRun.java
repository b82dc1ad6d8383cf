package dev.plangate.checks.scratch;

import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.sql.Statement;
import dev.plangate.checks.trace.TracedStatement;
import dev.plangate.checks.trace.TracedStatement.Mode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.TransactionState;

/**
 * Runs a script in a clone as the runner would run it on the target, and looks before and after each statement. A statement outside of a transaction gets one of
 * its own, so that its locks can be seen before they are released; those that the server refuses in a transaction run outside, through {@link Gates}.
 */
final class ScriptRun {
    /** One that is not UTC: who runs the script may have one, and then timestamp to timestamptz rewrites the table. */
    private static final String TIME_ZONE = "set timezone = 'America/New_York'";
    private static final String ENDED = "ended its transaction itself, so that its locks were not seen";

    private final Verbatim session;
    private final Observer observer;
    private final OutsideRun outside;
    private final TraceLog log = new TraceLog();
    private final List<String> reasons = new ArrayList<>();
    private Map<Long, Relation> base = Map.of();
    /** What was seen last in the open transaction; empty = nothing yet. */
    private Optional<Observation> last = Optional.empty();
    private boolean stopped;

    ScriptRun(Verbatim session, OutsideRun outside) {
        this.session = session;
        this.observer = new Observer(session);
        this.outside = outside;
    }

    /** Statements that ran, in order. */
    List<TracedStatement> statements() {
        return log.statements();
    }

    /** Why not all of it was seen. */
    List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** Runs all of it, or until the session is lost. Whoever ends the session says why. */
    void run(List<Statement> script, Running running) throws SQLException {
        session.run(TIME_ZONE);
        base = relations();
        if (running == Running.ONE_TRANSACTION) {
            session.run("begin");
        }
        for (Statement statement : script) {
            if (!stopped) {
                guarded(statement);
            }
        }
        if (!stopped && session.state() != TransactionState.IDLE) {
            commit(script.isEmpty() ? 0 : script.getLast().index());
        }
    }

    private void guarded(Statement statement) throws SQLException {
        try {
            run(statement);
        } catch (SQLException e) {
            if (!session.connection().isClosed() && !String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e;
            }
            fail(statement, Mode.OWN_TRANSACTION, Failures.firstLine(e));
            stopped = true;
        }
    }

    private void run(Statement statement) throws SQLException {
        var state = session.state();
        if (statement.node().equals("TransactionStmt")) {
            control(statement, state != TransactionState.IDLE);
        } else if (state == TransactionState.FAILED) {
            fail(statement, Mode.IN_TRANSACTION, "the transaction had failed before");
        } else if (state == TransactionState.OPEN) {
            inTransaction(statement);
        } else {
            alone(statement);
        }
    }

    private void control(Statement statement, boolean open) throws SQLException {
        try {
            session.run(statement.text());
            log.add(TracedStatement.quiet(statement.index(), Mode.IN_TRANSACTION));
        } catch (SQLException e) {
            goOn(e);
            fail(statement, open ? Mode.IN_TRANSACTION : Mode.OWN_TRANSACTION, Failures.firstLine(e));
        }
        if (session.state() == TransactionState.OPEN && open) {
            // perhaps back to a savepoint: what was locked since is free again
            var now = observer.look();
            log.stillHeld(now.locks(), statement.index());
            last = Optional.of(now);
        }
        ended(statement.index());
    }

    private void inTransaction(Statement statement) throws SQLException {
        // SET TRANSACTION has to come before the first query, and that would be ours
        boolean looked = !statement.node().equals("VariableSetStmt");
        if (looked && last.isEmpty()) {
            last = Optional.of(observer.look());
        }
        try {
            session.run(statement.text());
        } catch (SQLException e) {
            goOn(e);
            fail(statement, Mode.IN_TRANSACTION, Failures.firstLine(e));
            return;
        }
        if (session.state() != TransactionState.OPEN) {
            fail(statement, Mode.IN_TRANSACTION, ENDED);
            ended(statement.index());
        } else if (looked) {
            seen(statement, Mode.IN_TRANSACTION, observer.look());
        } else {
            log.add(TracedStatement.quiet(statement.index(), Mode.IN_TRANSACTION));
        }
    }

    private void alone(Statement statement) throws SQLException {
        session.run("begin");
        last = Optional.of(observer.look());
        try {
            session.run(statement.text());
        } catch (SQLException e) {
            goOn(e);
            rollback();
            last = Optional.empty();
            if (Failures.wantsNoTransaction(e)) {
                outside(statement);
            } else {
                fail(statement, Mode.OWN_TRANSACTION, Failures.firstLine(e));
            }
            return;
        }
        if (session.state() == TransactionState.OPEN) {
            seen(statement, Mode.OWN_TRANSACTION, observer.look());
            commit(statement.index());
        } else {
            fail(statement, Mode.OWN_TRANSACTION, ENDED);
            ended(statement.index());
        }
    }

    private void outside(Statement statement) throws SQLException {
        var before = relations();
        try {
            var told = outside.run(statement, before, base);
            last = Optional.of(new Observation(before, Set.of(), Map.of()));
            seen(statement, Mode.OUTSIDE, new Observation(relations(), told.locks(), told.scans()));
            told.unseen().ifPresent(reason -> incomplete(statement, reason));
        } catch (SQLException e) {
            goOn(e);
            rollback();
            fail(statement, Mode.OUTSIDE, Failures.firstLine(e));
        }
        ended(statement.index());
    }

    private void seen(Statement statement, Mode mode, Observation now) {
        var changes = new Differences(base, last.orElseThrow(), now);
        // TRUNCATE gives a table a new file, and reads the empty one for the indexes: no row is written or read
        boolean emptied = statement.node().equals("TruncateStmt");
        log.add(new TracedStatement(statement.index(), mode, List.of(), emptied ? List.of() : changes.rewritten(),
                emptied ? List.of() : changes.scanned(), changes.built(), changes.created(), changes.dropped(),
                Optional.empty()));
        log.taken(changes.locks(), base, statement.index());
        last = Optional.of(now);
    }

    /** Unless the session is lost. */
    private void goOn(SQLException e) throws SQLException {
        if (session.connection().isClosed()) {
            throw e;
        }
    }

    private void fail(Statement statement, Mode mode, String why) {
        log.add(TracedStatement.failed(statement.index(), mode, why));
        incomplete(statement, why.equals(ENDED) ? why : "failed on the clone: " + why);
    }

    private void incomplete(Statement statement, String what) {
        reasons.add("statement " + (statement.index() + 1) + " " + what);
    }

    private void commit(int index) throws SQLException {
        try {
            session.run("commit");
        } catch (SQLException e) {
            reasons.add("the transaction of statement " + (index + 1) + " could not be committed on the clone: "
                    + Failures.firstLine(e));
            rollback();
        }
        ended(index);
    }

    /** When a transaction is over, its locks are free. */
    private void ended(int index) throws SQLException {
        if (session.state() == TransactionState.IDLE) {
            log.stillHeld(Set.of(), index);
            last = Optional.empty();
        }
    }

    /** While no transaction is open. */
    private Map<Long, Relation> relations() throws SQLException {
        session.run("begin");
        var relations = observer.look().relations();
        session.run("commit");
        return relations;
    }

    private void rollback() throws SQLException {
        if (session.state() != TransactionState.IDLE) {
            session.run("rollback");
        }
    }
}
