package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 1. */
final class RequireLockTimeout implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-lock-timeout", 1010, Level.WARNING,
            "A statement that takes a strong lock runs without a lock timeout.",
            "While it waits for its lock, behind one long transaction of somebody else, every later query of the table waits behind it, even if the change itself"
                    + " takes a millisecond.")
            .instead(
                    "Set lock_timeout to a second or two before the first such statement, and run the script again when it fails with SQLSTATE 55P03.")
            .example("ALTER TABLE orders ADD COLUMN note text;",
                    "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /** Reports the first such statement only: one SET mends all. */
    @Override
    public Stream<Finding> check(Review review) {
        var script = review.script();
        if (script.session().locksTimeOut() || script.unprotectedLock()) {
            return Stream.empty();
        }
        return review.strongLock().stream()
                .map(lock -> review.finding(INFO, new Severity(INFO.level(), ""),
                        "It takes " + lock.mode().lock() + " on " + lock.relation()
                                + " and waits for it without an end.",
                        LockTimeouts.bounded(review) + "\n-- and run it again when it fails with SQLSTATE 55P03"));
    }
}
