package dev.plangate.checks.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rule 22, TRUNCATE. */
final class BanTruncate implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-truncate", 1223, Level.ERROR, "A table is emptied.",
            "All its rows are gone at commit, triggers do not see them go, and it holds an ACCESS EXCLUSIVE lock.")
            .instead(
                    "Delete the rows that are meant in batches, or swap in an empty table and keep the old one for a while.")
            .example("TRUNCATE orders;", "DELETE FROM orders WHERE id BETWEEN 1 AND 5000;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return truncated(review).stream().filter(table -> !table.created())
                .map(table -> review.finding(INFO, review.sizes().losing(table),
                        "It removes all rows of " + table.written() + ".",
                        "-- in batches, naming the rows that are meant:\nDELETE FROM " + table.written()
                                + " WHERE ...;"));
    }

    static List<TableUse> truncated(Review review) {
        var tables = new ArrayList<TableUse>();
        if (review.statement().node().equals("TruncateStmt")) {
            review.statement().tree().path("relations")
                    .forEach(table -> tables.add(review.script().table(table.path("RangeVar"))));
        }
        return tables;
    }
}
