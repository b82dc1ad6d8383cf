package dev.plangate.checks.rule;

import java.util.Locale;
import java.util.stream.Stream;

/** Rule 16. */
final class RequireConcurrentReindex implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-concurrent-reindex", 1160, Level.ERROR,
            "An index is rebuilt without CONCURRENTLY.",
            "It holds a SHARE lock on the table and an ACCESS EXCLUSIVE lock on the index for the whole build: nobody can write to the table, and no query that is"
                    + " planned can look at the index, until it is done.")
            .on(Versions.from(12))
            .instead("Use REINDEX ... CONCURRENTLY, outside of a transaction.")
            .example("REINDEX INDEX orders_total_idx;", "REINDEX INDEX CONCURRENTLY orders_total_idx;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!review.statement().node().equals("ReindexStmt") || Options.on(tree.path("params"), "concurrently")) {
            return Stream.empty();
        }
        String kind = tree.path("kind").asText().replaceFirst("^REINDEX_OBJECT_", "");
        // catalogs have no concurrent form
        if (kind.equals("SYSTEM") || (tree.has("relation") && review.table().created())) {
            return Stream.empty();
        }
        return Stream.of(review.finding(INFO, severity(review, tree.has("relation")),
                "It rebuilds " + what(review, kind) + " under locks that block writes, and reads that use the index.",
                review.outside(rewrite(review))));
    }

    private static Severity severity(Review review, boolean one) {
        return one
                ? review.sizes().blocking(review.script().index(review.table().written())
                        .map(index -> review.script().table(index.table())).orElse(review.table()))
                : new Severity(Level.ERROR, "It concerns many tables.");
    }

    private static String what(Review review, String kind) {
        return switch (kind) {
            case "INDEX" -> "the index " + review.table().written();
            case "TABLE" -> "all indexes of " + review.table().written();
            default -> "all indexes of the " + kind.toLowerCase(Locale.ROOT);
        };
    }

    private static String rewrite(Review review) {
        return review.statement().text()
                .replaceFirst("(?is)^(reindex\\s*(?:\\([^)]*\\)\\s*)?(?:index|table|schema|database))",
                        "$1 CONCURRENTLY")
                + ";";
    }
}
