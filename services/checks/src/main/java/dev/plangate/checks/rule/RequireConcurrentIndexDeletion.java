package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import java.util.stream.Stream;

/** Rule 15. */
final class RequireConcurrentIndexDeletion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-concurrent-index-deletion", 1150, Level.WARNING,
            "An index is dropped without CONCURRENTLY.",
            "It takes an ACCESS EXCLUSIVE lock on the index's table. The drop itself is short, but while it waits for that lock nobody can read or write the table.")
            .instead("Use DROP INDEX CONCURRENTLY, outside of a transaction, for one index at a time.")
            .example("DROP INDEX orders_total_idx;", "DROP INDEX CONCURRENTLY orders_total_idx;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!review.statement().node().equals("DropStmt") || tree.path("concurrent").asBoolean()
                || !tree.path("removeType").asText().equals("OBJECT_INDEX")) {
            return Stream.empty();
        }
        boolean ifExists = tree.path("missing_ok").asBoolean();
        return Ast.dropped(tree).stream().map(Ast::relation)
                .filter(index -> !review.script().table(index).created())
                .map(index -> review.finding(INFO, new Severity(INFO.level(), ""),
                        "It drops the index " + index + " under a lock that blocks reads and writes of its table.",
                        rewrite(review, index, ifExists)));
    }

    private static String rewrite(Review review, RelationName index, boolean ifExists) {
        boolean partitioned = review.script().table(index).known().map(known -> known.kind() == 'I').orElse(false);
        return partitioned
                ? "-- an index of a partitioned table cannot be dropped concurrently:\nSET lock_timeout = '2s';\nDROP INDEX "
                        + index + ";"
                : review.outside("DROP INDEX CONCURRENTLY " + (ifExists ? "IF EXISTS " : "") + index + ";");
    }
}
