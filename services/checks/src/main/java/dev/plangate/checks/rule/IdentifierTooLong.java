package dev.plangate.checks.rule;

import dev.plangate.checks.sql.LongNames;
import java.util.stream.Stream;

/** Style. */
final class IdentifierTooLong implements Rule {
    private static final RuleInfo INFO = new RuleInfo("identifier-too-long", 1405, Level.WARNING,
            "A name of more than 63 bytes.",
            "The server cuts it, with no more than a notice: what is made has another name than the script says, and two names can become one.")
            .instead("Choose a name of at most 63 bytes.")
            .example(
                    "ALTER TABLE orders ADD COLUMN the_number_of_days_between_the_order_and_the_moment_in_which_it_was_paid int;",
                    "ALTER TABLE orders ADD COLUMN days_to_payment int;")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return LongNames.in(review.source(), review.statement().range()).stream()
                .map(range -> review.finding(INFO, new Severity(INFO.level(), ""), range,
                        "The name has more than " + LongNames.LIMIT + " bytes, and the server cuts it.", ""));
    }
}
