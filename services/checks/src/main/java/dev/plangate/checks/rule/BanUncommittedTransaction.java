package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 29, transactions without an end. */
final class BanUncommittedTransaction implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-uncommitted-transaction", 1291, Level.ERROR,
            "The script opens a transaction that it does not end.",
            "All that it did is rolled back when the session ends, and until then all its locks are held.")
            .instead("End the script with COMMIT.")
            .example("BEGIN;\nINSERT INTO states VALUES (1);", "BEGIN;\nINSERT INTO states VALUES (1);\nCOMMIT;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var statement = review.statement();
        if (!statement.node().equals("TransactionStmt") || !opens(review)) {
            return Stream.empty();
        }
        var all = review.sheet().statements();
        boolean ends = all.subList(statement.index() + 1, all.size()).stream().anyMatch(TransactionEnds::by);
        return ends
                ? Stream.empty()
                : Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                        "It opens a transaction that nothing in the script commits.",
                        "COMMIT; -- at the end of the script"));
    }

    /** BEGIN where none is open, and COMMIT AND CHAIN where one of the script's is. */
    private static boolean opens(Review review) {
        boolean begin = review.statement().tree().path("kind").asText().matches("TRANS_STMT_(BEGIN|START)");
        return review.script().transaction()
                .map(open -> !open.ofRunner() && TransactionEnds.andChains(review.statement()))
                .orElse(begin);
    }
}
