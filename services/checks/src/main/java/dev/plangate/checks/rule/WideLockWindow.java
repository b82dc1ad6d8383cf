package dev.plangate.checks.rule;

import java.util.List;
import java.util.stream.Stream;

/** Rule 11, strong locks on several tables. */
final class WideLockWindow implements Rule {
    private static final RuleInfo INFO = new RuleInfo("wide-lock-window", 1111, Level.WARNING,
            "A transaction that holds an ACCESS EXCLUSIVE lock on one table waits for a strong lock on another.",
            "While it waits for the second, behind a long query of somebody else, nobody can read or write the first either; and with a transaction that takes them in"
                    + " the other order it ends in a deadlock.")
            .instead("Change one table in one transaction.")
            .example("BEGIN;\nALTER TABLE orders ADD COLUMN a int;\nALTER TABLE customers ADD COLUMN b int;\nCOMMIT;",
                    "ALTER TABLE orders ADD COLUMN a int;\nALTER TABLE customers ADD COLUMN b int;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var script = review.script();
        var held = script.transaction().map(Transaction::held).orElse(List.of()).stream()
                .filter(Transaction.Held::table).toList();
        var first = held.stream().filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE).findFirst();
        if (first.isEmpty()) {
            return Stream.empty();
        }
        return StrongLocks.of(review.statement()).stream()
                .filter(lock -> lock.table() && !script.table(lock.relation()).created())
                .filter(lock -> held.stream()
                        .noneMatch(other -> other.relation().equals(script.table(lock.relation()).name())))
                .limit(1)
                .map(lock -> review.finding(INFO, new Severity(INFO.level(), ""),
                        "It waits for " + lock.mode().lock() + " on " + lock.relation()
                                + " while its transaction holds an ACCESS EXCLUSIVE lock on " + first.get().relation()
                                + ", taken in line "
                                + review.source().position(first.get().by().range().from()).line() + ".",
                        rewrite(review)));
    }

    private static String rewrite(Review review) {
        String text = review.statement().text() + ";";
        return review.script().transaction().map(Transaction::ofRunner).orElse(false)
                ? "-- in a script of its own:\n" + text
                : "COMMIT; -- gives the first lock back\nBEGIN;\n" + text;
    }
}
