package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 21. */
final class BanConcurrentIndexCreationInTransaction implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-concurrent-index-creation-in-transaction", 1210,
            Level.ERROR,
            "A statement that cannot run in a transaction, such as CREATE INDEX CONCURRENTLY, stands in one.",
            "The server refuses it (SQLSTATE 25001), and with it the whole transaction fails: VACUUM, CREATE DATABASE, ALTER SYSTEM and everything CONCURRENTLY commit"
                    + " on their own.")
            .instead("Run it outside of the transaction: before BEGIN, behind COMMIT, or in a script of its own.")
            .example("BEGIN;\nCREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);\nCOMMIT;",
                    "CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (review.script().transaction().isEmpty()) {
            return Stream.empty();
        }
        return NonTransactional.name(review.statement()).stream()
                .map(name -> review.finding(INFO, new Severity(INFO.level(), ""),
                        name + " cannot run inside a transaction: it fails.",
                        review.outside(review.statement().text() + ";")));
    }
}
