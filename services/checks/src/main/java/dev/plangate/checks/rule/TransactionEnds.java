package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Statement;

/** Statements that end a transaction. */
final class TransactionEnds {
    private TransactionEnds() {}

    /** Whether it is COMMIT, END, ROLLBACK, ABORT or PREPARE TRANSACTION. */
    static boolean by(Statement statement) {
        return statement.node().equals("TransactionStmt") && switch (statement.tree().path("kind").asText()) {
            case "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK", "TRANS_STMT_PREPARE" -> true;
            default -> false;
        };
    }

    /** Whether it opens the next one at once. */
    static boolean andChains(Statement statement) {
        return statement.tree().path("chain").asBoolean();
    }
}
