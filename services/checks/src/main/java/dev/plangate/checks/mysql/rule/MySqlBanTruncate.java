package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.sql.Range;
import java.util.stream.Stream;

/** Rule 22 of MySQL, TRUNCATE. */
final class MySqlBanTruncate implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("ban-truncate", 3120, Level.ERROR,
            "A table or partition is emptied.",
            "All its rows are gone at once, without a way back: TRUNCATE is no change of rows but drops the table and makes it anew, in no transaction.")
            .instead("Delete the rows that are meant, in batches; or rename the table and make a new one of its name.")
            .example("TRUNCATE TABLE orders;", "DELETE FROM orders WHERE created_at < '2020-01-01' LIMIT 5000;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        var partitions = review.alterations(Alteration.Partitioning.class)
                .filter(one -> one.verb().equals("TRUNCATE"))
                .map(one -> finding(review, review.table(), one.range(), "It empties a partition of "));
        return Stream.concat(partitions, review.statement().action() instanceof Action.Truncate truncate
                ? Stream.of(review.script().table(truncate.table())).filter(table -> !table.created())
                        .map(table -> finding(review, table, review.statement().range(), "It empties "))
                : Stream.empty());
    }

    private static Finding finding(MySqlReview review, TableState table, Range range, String does) {
        return review.finding(INFO, review.sizes().losing(table.sized()), range, does + table.written() + ".", "");
    }
}
