package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Rule 23, RENAME SCHEMA. */
final class RenamingSchema implements Rule {
    private static final RuleInfo INFO = new RuleInfo("renaming-schema", 1233, Level.ERROR, "A schema is renamed.",
            "Every version of the application that uses the old name, in a statement or its search_path, fails from the moment of the commit, the running one first.")
            .instead(
                    "Make the new schema beside the old one with views on its tables, move the application, then the tables with SET SCHEMA one by one.")
            .example("ALTER SCHEMA shop RENAME TO store;",
                    "CREATE SCHEMA store;\nCREATE VIEW store.orders AS SELECT * FROM shop.orders;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        String old = tree.path("subname").asText();
        if (!review.statement().node().equals("RenameStmt") || !tree.path("renameType").asText().equals("OBJECT_SCHEMA")
                || review.script().createdSchema(old)) {
            return Stream.empty();
        }
        String fresh = Identifiers.quoted(tree.path("newname").asText());
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It renames the schema " + Identifiers.quoted(old) + " to " + fresh + ".",
                """
                        CREATE SCHEMA %1$s;
                        -- for each table: CREATE VIEW %1$s.t AS SELECT * FROM %2$s.t;
                        -- then a release of the application that uses the new name, and at last:
                        -- ALTER TABLE %2$s.t SET SCHEMA %1$s;""".formatted(fresh, Identifiers.quoted(old))));
    }
}
