package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Table;
import java.util.stream.Stream;

/** Rule 22, TRUNCATE ... CASCADE. */
final class BanTruncateCascade implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-truncate-cascade", 1224, Level.ERROR,
            "A table is emptied together with all that reference it.",
            "Tables that the statement does not name lose all their rows, by foreign keys to foreign keys.")
            .instead("Name each table that is to be emptied.")
            .example("TRUNCATE orders CASCADE;", "TRUNCATE orders, lines;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (!review.statement().tree().path("behavior").asText().equals("DROP_CASCADE")) {
            return Stream.empty();
        }
        return BanTruncate.truncated(review).stream().filter(table -> !table.created()).map(table -> {
            boolean alone = table.known().isPresent() && table.known().map(Table::dependents).orElseThrow().stream()
                    .noneMatch(name -> name.startsWith("foreign"));
            var severity = alone
                    ? new Severity(Level.INFO, "No foreign key of the target references " + table.written() + ".")
                    : new Severity(INFO.level(), "");
            return review.finding(INFO, severity,
                    "It removes all rows of " + table.written() + " and of every table that references it."
                            + BanDropTable.dependents(table),
                    "TRUNCATE " + table.written() + "; -- and each other table by its name");
        });
    }
}
