package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What a script has set so far. A script runs statement by statement, each in a transaction of its own, unless it opens one itself. Immutable.
 *
 * @param path search path; empty = the target's own
 * @param locks whether waiting for a lock ends by itself
 * @param statements whether a statement ends by itself
 * @param before what held when the open transaction was opened; null = none is open
 */
public record Session(List<String> path, Limit locks, Limit statements, Session before) {
    /**
     * Whether a time is set.
     *
     * @param session for the session
     * @param local for the open transaction, where that was set apart
     */
    public record Limit(boolean session, Optional<Boolean> local) {
        private static final Limit NONE = new Limit(false, Optional.empty());

        /** Whether it holds now. */
        public boolean holds() {
            return local.orElse(session);
        }

        private Limit with(Setting setting) {
            return setting.local()
                    ? new Limit(session, Optional.of(setting.isTime()))
                    : new Limit(setting.isTime(), Optional.empty());
        }

        private Limit outside() {
            return new Limit(session, Optional.empty());
        }
    }

    /** What holds before the first statement. */
    public static final Session START = new Session(List.of(), Limit.NONE, Limit.NONE, null);

    /** What holds before the first statement when it runs so. */
    public static Session start(Running running) {
        return running == Running.ONE_TRANSACTION ? START.begun() : START;
    }

    public Session {
        path = List.copyOf(path);
    }

    /** Whether a transaction is open. */
    public boolean transaction() {
        return before != null;
    }

    /** Whether waiting for a lock ends by itself. */
    public boolean locksTimeOut() {
        return locks.holds();
    }

    /** Whether a statement ends by itself. */
    public boolean statementsTimeOut() {
        return statements.holds();
    }

    /** In a transaction that begins here. */
    Session begun() {
        return new Session(path, locks.outside(), statements.outside(), this);
    }

    /** Behind the transaction. */
    Session committed() {
        return new Session(path, locks.outside(), statements.outside(), null);
    }

    /** What holds behind a statement. */
    public Session after(Statement statement) {
        if (statement.node().equals("TransactionStmt")) {
            // AND CHAIN opens the next one at once
            boolean chain = transaction() && statement.tree().path("chain").asBoolean();
            var next = switch (statement.tree().path("kind").asText()) {
                case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> transaction() ? this : begun();
                case "TRANS_STMT_COMMIT", "TRANS_STMT_PREPARE" -> committed();
                case "TRANS_STMT_ROLLBACK" -> transaction() ? before : this;
                default -> this;
            };
            return chain ? next.begun() : next;
        }
        return Setting.of(statement).map(this::with).orElse(this);
    }

    private Session with(Setting setting) {
        if (setting.local() && !transaction()) {
            return this; // the server warns and does nothing
        }
        return switch (setting.name()) {
            case "*" -> new Session(List.of(), Limit.NONE, Limit.NONE, before);
            // a local search path is taken for the session's: it ends with the transaction, as what it was set for does
            case "search_path" -> new Session(setting.values(), locks, statements, before);
            case "lock_timeout" -> new Session(path, locks.with(setting), statements, before);
            case "statement_timeout" -> new Session(path, locks, statements.with(setting), before);
            default -> this;
        };
    }
}
