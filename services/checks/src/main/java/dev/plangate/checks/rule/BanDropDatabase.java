package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 22, DROP DATABASE. */
final class BanDropDatabase implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-database", 1222, Level.ERROR, "A database is dropped.",
            "Everything in it is gone at once; it cannot be rolled back.")
            .instead(
                    "Take its CONNECT privilege away first, and drop it by hand once nothing has missed it for a while.")
            .example("DROP DATABASE shop;", "REVOKE CONNECT ON DATABASE shop FROM PUBLIC;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (!review.statement().node().equals("DropdbStmt")) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It drops the database " + Identifiers.quoted(review.statement().tree().path("dbname").asText()) + ".",
                ""));
    }
}
