package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Schema;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rule 22, DROP SCHEMA. */
final class BanDropSchema implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-schema", 1221, Level.ERROR, "A schema is dropped.",
            "With CASCADE all its tables and their rows are gone at commit, and every version of the application that still uses them fails.")
            .instead("Drop what is in it by name, step by step, and the empty schema last.")
            .example("DROP SCHEMA shop CASCADE;", "REVOKE USAGE ON SCHEMA shop FROM shop_app;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (!review.statement().node().equals("DropStmt")
                || !review.statement().tree().path("removeType").asText().equals("OBJECT_SCHEMA")) {
            return Stream.empty();
        }
        return Ast.dropped(review.statement().tree()).stream().map(List::getLast)
                .filter(name -> !review.script().createdSchema(name)).map(name -> {
                    var known = review.catalog().flatMap(catalog -> Optional.ofNullable(catalog.schemas().get(name)));
                    var severity = known.map(schema -> severity(review, schema)).orElse(new Severity(INFO.level(), ""));
                    return review.finding(INFO, severity, "It drops the schema " + Identifiers.quoted(name) + ".", "");
                });
    }

    private static Severity severity(Review review, Schema schema) {
        String rows = schema.rows().isPresent() ? " with " + Sizes.about(schema.rows().getAsLong()) : "";
        return new Severity(review.sizes().losing(schema.rows()), "It has " + schema.tables() + " tables" + rows + ".");
    }
}
