package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 23, RENAME COLUMN. */
final class RenamingColumn implements Rule {
    private static final RuleInfo INFO = new RuleInfo("renaming-column", 1231, Level.ERROR, "A column is renamed.",
            "Every version of the application that uses the old name fails from the moment of the commit, the running one first.")
            .instead(
                    "Add the new column, write both, copy old rows in batches, read the new one, and drop the old one with a later release.")
            .example("ALTER TABLE orders RENAME COLUMN state TO status;", "ALTER TABLE orders ADD COLUMN status text;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!review.statement().node().equals("RenameStmt") || !tree.path("renameType").asText().equals("OBJECT_COLUMN")
                || review.table().created()) {
            return Stream.empty();
        }
        var table = review.table().written();
        String old = Identifiers.quoted(tree.path("subname").asText());
        String fresh = Identifiers.quoted(tree.path("newname").asText());
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It renames " + table + "." + old + " to " + fresh + ".",
                """
                        ALTER TABLE %1$s ADD COLUMN %3$s ...; -- of the same type
                        -- write both columns, copy old rows in batches, read the new one, and drop %2$s with a later release"""
                        .formatted(table, old, fresh)));
    }
}
