package dev.plangate.checks.scratch;

import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.Observation.Lock;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.sql.Statement;
import dev.plangate.checks.trace.TracedStatement.Mode;
import dev.plangate.checks.trace.TracedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.core.TransactionState;

/**
 * Runs a script in a clone as the runner would run it on the target, and looks after each statement. A statement outside of a transaction gets one of its own, so
 * that its locks can be seen before they are released; those that the server refuses in a transaction run outside, through {@link Gates}.
 */
final class ScriptRun {
    private static final Observation NOTHING = new Observation(Map.of(), Set.of(), Map.of());

    private final Verbatim session;
    private final Observer observer;
    private final OutsideRun outside;
    private final TraceLog log = new TraceLog();
    private final List<String> reasons = new ArrayList<>();
    private Map<Long, Relation> base = Map.of();
    /** What was seen last; without locks and scans when no transaction is open. */
    private Observation last = NOTHING;
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
        begin();
        base = observer.look().relations();
        session.run("commit");
        last = new Observation(base, Set.of(), Map.of());
        if (running == Running.ONE_TRANSACTION) {
            begin();
        }
        for (Statement statement : script) {
            if (!stopped) {
                run(statement);
            }
        }
        if (!stopped && session.state() != TransactionState.IDLE) {
            commit(script.isEmpty() ? 0 : script.getLast().index());
        }
    }

    private void run(Statement statement) throws SQLException {
        try {
            boolean open = session.state() != TransactionState.IDLE;
            if (statement.node().equals("TransactionStmt")) {
                control(statement, open);
            } else if (session.state() == TransactionState.FAILED) {
                log.add(failed(statement, Mode.IN_TRANSACTION, "the transaction had failed before"));
            } else if (open) {
                inTransaction(statement);
            } else {
                alone(statement);
            }
        } catch (SQLException e) {
            if (!session.connection().isClosed() && !"08".equals(String.valueOf(e.getSQLState()).substring(0, 2))) {
                throw e;
            }
            failed(statement, e, Mode.OWN_TRANSACTION);
            stopped = true;
        }
    }

    private void control(Statement statement, boolean open) throws SQLException {
        try {
            session.run(statement.text());
        } catch (SQLException e) {
            failed(statement, e, open ? Mode.IN_TRANSACTION : Mode.OWN_TRANSACTION);
            ended(statement.index());
            return;
        }
        switch (session.state()) {
            case IDLE -> ended(statement.index());
            case OPEN -> {
                if (open) {
                    // back to a savepoint: what was locked since is free again
                    last = observer.look();
                    log.stillHeld(last.locks(), statement.index());
                } else {
                    last = new Observation(relations(), Set.of(), Map.of());
                }
            }
            case FAILED -> {
                // nobody may look
            }
        }
        log.add(TracedStatement.quiet(statement.index(), Mode.IN_TRANSACTION));
    }

    private void inTransaction(Statement statement) throws SQLException {
        try {
            session.run(statement.text());
        } catch (SQLException e) {
            failed(statement, e, Mode.IN_TRANSACTION);
            return;
        }
        if (session.state() == TransactionState.OPEN) {
            seen(statement, Mode.IN_TRANSACTION, observer.look());
        } else {
            incomplete(statement, "ended its transaction itself, so that its locks were not seen");
            ended(statement.index());
        }
    }

    private void alone(Statement statement) throws SQLException {
        var known = new Observation(relations(), Set.of(), Map.of());
        begin();
        try {
            session.run(statement.text());
        } catch (SQLException e) {
            rollback();
            if (Failures.wantsNoTransaction(e)) {
                outside(statement);
            } else {
                failed(statement, e, Mode.OWN_TRANSACTION);
            }
            return;
        }
        if (session.state() != TransactionState.OPEN) {
            incomplete(statement, "ended its transaction itself, so that its locks were not seen");
            ended(statement.index());
            return;
        }
        last = known;
        seen(statement, Mode.OWN_TRANSACTION, observer.look());
        commit(statement.index());
    }

    private void outside(Statement statement) throws SQLException {
        var before = relations();
        try {
            var locks = outside.run(statement, before, base);
            begin();
            var after = new Observation(observer.look().relations(), locks.locks(), locks.scans());
            session.run("commit");
            last = new Observation(before, Set.of(), Map.of());
            seen(statement, Mode.OUTSIDE, after);
            locks.unseen().ifPresent(reason -> incomplete(statement, reason));
        } catch (SQLException e) {
            rollback();
            failed(statement, e, Mode.OUTSIDE);
        }
        ended(statement.index());
    }

    private void seen(Statement statement, Mode mode, Observation now) {
        var changes = new Differences(base, last, now);
        // TRUNCATE gives a table a new file without writing its rows into it
        var rewritten = statement.node().equals("TruncateStmt")
                ? List.<dev.plangate.checks.sql.RelationName>of()
                : changes.rewritten();
        log.add(new TracedStatement(statement.index(), mode, List.of(), rewritten, changes.scanned(), changes.built(),
                changes.created(), changes.dropped(), java.util.Optional.empty()));
        log.taken(changes.locks(), base, statement.index());
        last = now;
    }

    private void failed(Statement statement, SQLException e, Mode mode) {
        log.add(failed(statement, mode, Failures.firstLine(e)));
    }

    private TracedStatement failed(Statement statement, Mode mode, String why) {
        incomplete(statement, "failed on the clone: " + why);
        return TracedStatement.failed(statement.index(), mode, why);
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

    /** A transaction is over: its locks are free, and what it made or dropped is looked at when somebody asks. */
    private void ended(int index) throws SQLException {
        if (session.state() == TransactionState.IDLE) {
            log.stillHeld(Set.of(), index);
            last = NOTHING;
        }
    }

    private Map<Long, Relation> relations() throws SQLException {
        if (last.relations().isEmpty()) {
            boolean open = session.state() == TransactionState.OPEN;
            if (!open) {
                begin();
            }
            last = new Observation(observer.look().relations(), Set.of(), Map.of());
            if (!open) {
                session.run("commit");
            }
        }
        return last.relations();
    }

    private void begin() throws SQLException {
        session.run("begin");
    }

    private void rollback() throws SQLException {
        if (session.state() != TransactionState.IDLE) {
            session.run("rollback");
        }
    }
}
