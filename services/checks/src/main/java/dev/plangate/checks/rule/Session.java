package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Statement;
import java.util.List;

/**
 * What a script has set so far. A script runs statement by statement, each in a transaction of its own, unless it opens one itself. Immutable.
 *
 * @param path search path; empty = the target's own
 * @param lockTimeout whether one is set for the session
 * @param localLockTimeout whether one is set for the open transaction
 * @param before what held when the open transaction was opened; null = none is open
 */
public record Session(List<String> path, boolean lockTimeout, boolean localLockTimeout, Session before) {
    /** What holds before the first statement. */
    public static final Session START = new Session(List.of(), false, false, null);

    /** What holds before the first statement when it runs so. */
    public static Session start(Running running) {
        return running == Running.ONE_TRANSACTION ? new Session(List.of(), false, false, START) : START;
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
        return lockTimeout || localLockTimeout;
    }

    /** In a transaction that begins here. */
    Session begun() {
        return new Session(path, lockTimeout, false, this);
    }

    /** Behind the transaction. */
    Session committed() {
        return new Session(path, lockTimeout, false, null);
    }

    /** What holds behind a statement. */
    public Session after(Statement statement) {
        if (statement.node().equals("TransactionStmt")) {
            return switch (statement.tree().path("kind").asText()) {
                case "TRANS_STMT_BEGIN", "TRANS_STMT_START" ->
                    transaction() ? this : begun();
                case "TRANS_STMT_COMMIT", "TRANS_STMT_PREPARE" -> committed();
                case "TRANS_STMT_ROLLBACK" -> transaction() ? before : this;
                default -> this;
            };
        }
        return Setting.of(statement).map(this::with).orElse(this);
    }

    private Session with(Setting setting) {
        if (setting.local() && !transaction()) {
            return this; // the server warns and does nothing
        }
        return switch (setting.name()) {
            case "*" -> new Session(List.of(), false, false, before);
            // a local search path is taken for the session's: it ends with the transaction, as what it was set for does
            case "search_path" -> new Session(setting.values(), lockTimeout, localLockTimeout, before);
            case "lock_timeout" -> setting.local()
                    ? new Session(path, lockTimeout, setting.isTime(), before)
                    : new Session(path, setting.isTime(), false, before);
            default -> this;
        };
    }
}
