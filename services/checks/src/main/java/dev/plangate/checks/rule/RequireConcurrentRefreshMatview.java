package dev.plangate.checks.rule;

import java.util.stream.Stream;

/** Rule 20. */
final class RequireConcurrentRefreshMatview implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-concurrent-refresh-matview", 1200, Level.ERROR,
            "A materialized view is refreshed without CONCURRENTLY.",
            "It holds an ACCESS EXCLUSIVE lock while the view's query runs and its indexes are built: nobody can read the view until then.")
            .instead(
                    "Use REFRESH MATERIALIZED VIEW CONCURRENTLY. It needs a unique index on columns of the view, without a WHERE clause, and a view that was filled"
                            + " before.")
            .example("REFRESH MATERIALIZED VIEW sales;", "REFRESH MATERIALIZED VIEW CONCURRENTLY sales;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        // WITH NO DATA empties the view, runs nothing and has no concurrent form
        if (!review.statement().node().equals("RefreshMatViewStmt") || tree.path("concurrent").asBoolean()
                || tree.path("skipData").asBoolean() || review.table().created()) {
            return Stream.empty();
        }
        var view = review.table();
        return Stream.of(review.finding(INFO, review.sizes().blocking(view),
                "It computes " + view.written() + " anew under a lock that blocks reads.",
                """
                        -- needs a unique index on columns of %1$s, without WHERE:
                        REFRESH MATERIALIZED VIEW CONCURRENTLY %1$s;""".formatted(view.written())));
    }
}
