package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Body;
import java.util.stream.Stream;

/** SQL that nobody can read before it runs. */
final class DynamicSql implements Rule {
    private static final RuleInfo INFO = new RuleInfo("dynamic-sql", 1380, Level.WARNING,
            "A DO block runs SQL that is put together only when it runs, or that could not be read.",
            "No rule has looked at it: it may take any lock and lose any row.")
            .instead(
                    "Write the statement out, without EXECUTE. Where that is not possible, try the block on a copy of the target.")
            .example("DO $$ BEGIN EXECUTE 'DROP TABLE ' || current_setting('shop.old'); END $$;",
                    "DO $$ BEGIN EXECUTE 'ANALYZE orders'; END $$;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        return review.statement().body().stream().filter(Body::runs).flatMap(body -> {
            var unread = body.problem().isEmpty()
                    ? Stream.<Finding>empty()
                    : Stream.of(review.finding(INFO, new Severity(Level.ERROR, ""), body.range(),
                            "The block cannot be read: " + body.problem() + ".", ""));
            return Stream.concat(unread, body.computed().stream()
                    .map(range -> review.finding(INFO, new Severity(INFO.level(), ""), range,
                            "It executes SQL that is not known before it runs.", "")));
        });
    }
}
