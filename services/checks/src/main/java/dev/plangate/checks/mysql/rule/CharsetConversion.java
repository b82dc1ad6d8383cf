package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.stream.Stream;

/** A table or column is converted to another character set. */
final class CharsetConversion implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("charset-conversion", 3050, Level.ERROR,
            "A table or column is converted to another character set.",
            "Every row is written anew while nobody else may write the table, columns of text may get a larger type, and indexes of long columns may not fit any more.")
            .instead(
                    "Let gh-ost or pt-online-schema-change convert it. The default of new columns alone is changed at once: ALTER TABLE ... DEFAULT CHARACTER SET.")
            .example("ALTER TABLE customers CONVERT TO CHARACTER SET utf8mb4;",
                    "ALTER TABLE customers DEFAULT CHARACTER SET utf8mb4;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        return review.steps().stream().filter(step -> step.effect().copies() && converts(review, step.alteration()))
                .map(step -> review.finding(INFO, review.sizes().blocking(review.table().sized()),
                        step.alteration().range(), "It converts the text in " + review.table().written()
                                + ", which copies the table." + review.source(),
                        Online.tools(review)));
    }

    private static boolean converts(MySqlReview review, Alteration alteration) {
        return switch (alteration) {
            case Alteration.Convert _ -> true;
            case Alteration.ModifyColumn modified -> review.ddl().changesCharset(modified);
            default -> false;
        };
    }
}
