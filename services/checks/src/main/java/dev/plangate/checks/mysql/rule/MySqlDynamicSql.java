package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import java.util.stream.Stream;

/** A statement runs SQL that nobody can read before. */
final class MySqlDynamicSql implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("dynamic-sql", 3230, Level.WARNING,
            "A statement runs SQL that nobody can read before.",
            "What it does is not known until it runs, so nothing can be said about it: it may lock, copy or lose anything.")
            .instead("Write the statement itself into the script.")
            .example("PREPARE statement FROM @text;\nEXECUTE statement;", "SELECT 1;").of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return review.statement().action() instanceof Action.Dynamic dynamic && !dynamic.how().equals("PREPARE")
                ? Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                        dynamic.how() + " runs SQL that was not reviewed.", ""))
                : Stream.empty();
    }
}
