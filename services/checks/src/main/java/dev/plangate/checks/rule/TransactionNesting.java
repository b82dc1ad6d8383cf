package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 29, transactions in transactions. */
final class TransactionNesting implements Rule {
    private static final RuleInfo INFO = new RuleInfo("transaction-nesting", 1290, Level.WARNING,
            "A transaction is opened inside of another, or one is ended that is not open.",
            "PostgreSQL has no nested transactions: the inner BEGIN does nothing, and the first COMMIT ends all. What follows runs and is committed statement by"
                    + " statement, and can no longer be rolled back. Where a runner has opened the transaction, it believes that all of the script is in it.")
            .instead(
                    "Use one BEGIN and one COMMIT, none where the runner opens the transaction, and SAVEPOINT for what is to be rolled back alone.")
            .example("BEGIN;\nBEGIN;\nINSERT INTO states VALUES (1);\nCOMMIT;\nCOMMIT;",
                    "BEGIN;\nINSERT INTO states VALUES (1);\nCOMMIT;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (!review.statement().node().equals("TransactionStmt")) {
            return Stream.empty();
        }
        var open = review.script().transaction();
        boolean ofRunner = open.map(Transaction::ofRunner).orElse(false);
        return switch (review.statement().tree().path("kind").asText()) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> open.isEmpty()
                    ? Stream.empty()
                    : ofRunner
                            ? found(review, Level.ERROR,
                                    "It opens a transaction within that of the runner, and its COMMIT will end both.")
                            : found(review, Level.WARNING,
                                    "It opens a transaction within another, which does nothing but give a warning.");
            case "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK", "TRANS_STMT_PREPARE" -> open.isEmpty()
                    ? found(review, Level.WARNING, "It ends a transaction, but none is open.")
                    : ofRunner
                            ? found(review, Level.ERROR,
                                    "It ends the runner's transaction: what follows is no longer in one.")
                            : Stream.empty();
            case "TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO" -> open.isEmpty()
                    ? found(review, Level.ERROR, "It needs a transaction, but none is open: it fails.")
                    : Stream.empty();
            default -> Stream.empty();
        };
    }

    private static Stream<Finding> found(Review review, Level level, String message) {
        return Stream.of(review.finding(INFO, new Severity(level, ""), message, ""));
    }
}
