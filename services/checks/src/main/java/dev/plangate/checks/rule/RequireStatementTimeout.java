package dev.plangate.checks.rule;

import java.util.stream.Stream;

/**
 * Rule 29, statement_timeout. Off by default: what makes a table wait is bounded by lock_timeout, and what takes long under a strong lock is found by a rule
 * of its own, while a time limit ends CREATE INDEX CONCURRENTLY and VALIDATE CONSTRAINT, which may take hours and do no harm, half-way.
 */
final class RequireStatementTimeout implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-statement-timeout", 1292, Level.WARNING,
            "A statement that takes a strong lock runs without a statement timeout.",
            "If it takes longer than was thought, it holds its lock, and blocks everybody else, without an end.")
            .offByDefault()
            .instead(
                    "Set statement_timeout to the longest time for which the application can wait. Reset it before CREATE INDEX CONCURRENTLY and VALIDATE CONSTRAINT,"
                            + " which may take long.")
            .example("ALTER TABLE orders ADD COLUMN a int;",
                    "SET lock_timeout = '2s';\nSET statement_timeout = '5s';\nALTER TABLE orders ADD COLUMN a int;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Reports the first such statement only: one SET mends all. */
    @Override
    public Stream<Finding> check(Review review) {
        var script = review.script();
        if (script.session().statementsTimeOut() || script.unboundedLock()) {
            return Stream.empty();
        }
        return review.strongLock().stream()
                .map(lock -> review.finding(INFO, new Severity(INFO.level(), ""),
                        "It takes " + lock.mode().lock() + " on " + lock.relation()
                                + " and may hold it without an end.",
                        (script.session().transaction() ? "SET LOCAL" : "SET") + " statement_timeout = '5s';\n"
                                + review.statement().text() + ";"));
    }
}
