package dev.plangate.checks.rule;

import java.util.Optional;
import java.util.stream.Stream;

/** Rule 13. */
final class DmlWithoutWhere implements Rule {
    private static final RuleInfo INFO = new RuleInfo("dml-without-where", 1130, Level.ERROR,
            "An UPDATE or DELETE without WHERE.",
            "It changes all rows in one transaction: locks, WAL and dead rows for each of them, replicas that lag behind, and no way back if a condition was forgotten.")
            .instead(
                    "Name the rows that are meant. If all are meant, change them in batches of a few thousand, each in a transaction of its own.")
            .example("UPDATE orders SET state = 'open';",
                    "UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 5000;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return Modification.of(review.statement()).stream().filter(Modification::ofAllRows)
                .map(change -> finding(review, change, review.script().table(change.tree().path("relation"))))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> finding(Review review, Modification change, TableUse table) {
        if (table.created()) {
            return Optional.empty();
        }
        String where = " WHERE ...; -- the rows that are meant, some thousand at a time";
        String rewrite = change.node().equals("DeleteStmt")
                ? "DELETE FROM " + table.written() + where
                : "UPDATE " + table.written() + " SET ..." + where;
        return Optional.of(review.finding(INFO, review.sizes().losing(table), change.range(),
                (change.node().equals("DeleteStmt") ? "It deletes every row of " : "It changes every row of ")
                        + table.written() + ".",
                rewrite));
    }
}
