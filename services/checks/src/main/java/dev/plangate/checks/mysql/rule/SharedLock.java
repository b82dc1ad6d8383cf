package dev.plangate.checks.mysql.rule;

import dev.plangate.checks.rule.Finding;
import dev.plangate.checks.rule.Level;
import dev.plangate.checks.rule.RuleInfo;
import java.util.stream.Stream;

/** A table is changed in place under a lock that stops writers. */
final class SharedLock implements MySqlRule {
    private static final RuleInfo INFO = new RuleInfo("shared-lock", 3020, Level.ERROR,
            "A table is changed in place under a lock that stops writers.",
            "Everybody may read the table, but nobody may write it until the change is done, which takes as long as the table is large.")
            .instead(
                    "Let gh-ost or pt-online-schema-change make the change, or make it when nobody writes. With LOCK=NONE the server refuses instead of blocking.")
            .example("ALTER TABLE articles ADD FULLTEXT INDEX articles_body (body);",
                    "ALTER TABLE articles ADD INDEX articles_title (title), ALGORITHM=INPLACE, LOCK=NONE;")
            .of(SERVERS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(MySqlReview review) {
        if (review.alter().isEmpty() || review.alter().get().lock().equals("NONE")) {
            return Stream.empty();
        }
        var whole = review.effect();
        if (whole.copies() || !whole.blocks()) {
            return Stream.empty();
        }
        var blocking = review.steps().stream().filter(step -> step.effect().blocks()).findFirst();
        return Stream.of(review.finding(INFO, review.sizes().blocking(review.table().sized()),
                blocking.map(step -> step.alteration().range()).orElse(review.statement().range()),
                "Nobody can write " + review.alter().get().table() + " until it is done." + review.source(),
                Online.tools(review)));
    }
}
