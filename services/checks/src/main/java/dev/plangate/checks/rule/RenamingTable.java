package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.RelationName;
import java.util.stream.Stream;

/** Rule 23, RENAME TABLE. */
final class RenamingTable implements Rule {
    private static final RuleInfo INFO = new RuleInfo("renaming-table", 1232, Level.ERROR, "A table is renamed.",
            "Every version of the application that uses the old name fails from the moment of the commit, the running one first.")
            .instead(
                    "Rename it and make a view of the old name in the same transaction; drop the view when no version uses it.")
            .example("ALTER TABLE orders RENAME TO purchases;", "CREATE VIEW purchases AS SELECT * FROM orders;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        if (!review.statement().node().equals("RenameStmt") || !tree.path("renameType").asText().equals("OBJECT_TABLE")
                || review.table().created()) {
            return Stream.empty();
        }
        var table = review.table();
        var fresh = new RelationName(table.written().schema(), tree.path("newname").asText());
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It renames " + table.written() + " to " + Identifiers.quoted(fresh.name()) + "."
                        + BanDropTable.dependents(table),
                """
                        BEGIN;
                        ALTER TABLE %1$s RENAME TO %2$s;
                        CREATE VIEW %1$s AS SELECT * FROM %3$s; -- for the versions that use the old name
                        COMMIT;""".formatted(table.written(), Identifiers.quoted(fresh.name()), fresh)));
    }
}
