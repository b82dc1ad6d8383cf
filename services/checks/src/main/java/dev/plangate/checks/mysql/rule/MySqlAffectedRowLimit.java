package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import dev.plangate.checks.rule.Severity;
import dev.plangate.checks.rule.Sizes;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Rule 13 of MySQL, by numbers. */
final class MySqlAffectedRowLimit implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("affected-row-limit", 3160, Level.WARNING,
            "A statement changes more rows than the policy allows for one transaction.",
            "Until it commits it holds a lock on each row and keeps the old versions of all of them; then replicas have all of it to replay at once.")
            .instead("Change the rows in batches of a few thousand, each in a transaction of its own.")
            .example("INSERT INTO archive SELECT * FROM orders;",
                    "INSERT INTO archive SELECT * FROM orders WHERE id BETWEEN 1 AND 5000;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (!(review.statement().action() instanceof Action.Modify change)
                || change.targets().stream().allMatch(review.script()::created)) {
            return Stream.empty();
        }
        long limit = review.sizes().affected();
        if (change.rows() > limit) {
            return found(review, "", String.format(Locale.ROOT, "It inserts %,d rows.", change.rows()));
        }
        var source = change.copied()
                .or(() -> change.whole() ? Optional.of(change.targets().getFirst()) : Optional.empty())
                .map(review.script()::table).filter(table -> !table.created());
        if (source.isEmpty()) {
            return Stream.empty();
        }
        var rows = source.get().known().map(MySqlTable::rows).orElse(OptionalLong.empty());
        // that an UPDATE or DELETE of unknown size may be large is what dml-without-where says
        if (rows.isEmpty() ? change.whole() : rows.getAsLong() <= limit) {
            return Stream.empty();
        }
        String number = rows.isEmpty()
                ? "How many those are is not known: the worst case is assumed. "
                : "Those are " + Sizes.about(rows.getAsLong()) + ". ";
        return found(review, number, (change.whole() ? "It changes all rows of " : "It copies all rows of ")
                + source.get().written() + ".");
    }

    private static Stream<Finding> found(MySqlReview review, String number, String message) {
        String limit = String.format(Locale.ROOT, "The limit is %,d.", review.sizes().affected());
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), number + limit), message, ""));
    }
}
