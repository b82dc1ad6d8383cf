package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.stream.Stream;

/** Rule 13 of MySQL. */
final class MySqlDmlWithoutWhere implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("dml-without-where", 3150, Level.ERROR,
            "An UPDATE or DELETE without WHERE.",
            "It changes all rows in one transaction: locks and undo for each of them, replicas that lag behind, and no way back if a condition was forgotten.")
            .instead(
                    "Name the rows that are meant. If all are meant, change them in batches of a few thousand, each in a transaction of its own.")
            .example("UPDATE orders SET state = 'open';",
                    "UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 5000;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (!(review.statement().action() instanceof Action.Modify change) || !change.whole()) {
            return Stream.empty();
        }
        return change.targets().stream().map(review.script()::table).filter(table -> !table.created())
                .map(table -> finding(review, change, table));
    }

    private static Finding finding(MySqlReview review, Action.Modify change, TableState table) {
        boolean delete = change.verb().equals("DELETE");
        return review.finding(INFO, review.sizes().losing(table.sized()),
                (delete ? "It deletes every row of " : "It changes every row of ") + table.written() + ".",
                (delete ? "DELETE FROM " + table.written() : "UPDATE " + table.written() + " SET ...")
                        + " WHERE ...; -- the rows that are meant, some thousand at a time");
    }
}
