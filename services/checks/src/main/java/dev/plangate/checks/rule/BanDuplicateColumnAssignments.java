package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Elements;
import dev.plangate.checks.sql.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.Stream;

/** A column is set twice in one statement. */
final class BanDuplicateColumnAssignments implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-duplicate-column-assignments", 1132,
            Level.ERROR, "A statement assigns the same column twice.",
            "The server refuses it when it is run, perhaps after the statements before it were done.")
            .instead("Assign each column once.")
            .example("UPDATE orders SET state = 'open', state = 'new' WHERE id = 1;",
                    "UPDATE orders SET state = 'new' WHERE id = 1;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var lists = new ArrayList<JsonNode>();
        String node = review.statement().node();
        if (node.equals("InsertStmt")) {
            lists.add(review.statement().tree().path("cols"));
        } else if (node.equals("UpdateStmt")) {
            lists.add(review.statement().tree().path("targetList"));
        }
        Ast.walk(review.statement().tree(), (field, tree) -> {
            switch (field) {
                case "UpdateStmt", "onConflictClause" -> lists.add(tree.path("targetList"));
                case "InsertStmt" -> lists.add(tree.path("cols"));
                case "MergeWhenClause" -> lists.add(tree.path("targetList"));
                default -> {
                    // assigns nothing
                }
            }
        });
        return lists.stream().flatMap(list -> twice(review, list));
    }

    private static Stream<Finding> twice(Review review, JsonNode list) {
        var seen = new HashSet<String>();
        var found = new ArrayList<Finding>();
        for (JsonNode item : list) {
            var target = item.path("ResTarget");
            String column = target.path("name").asText("");
            // elements of an array and fields of a row may be set one by one
            if (!column.isEmpty() && !target.has("indirection") && !seen.add(column)) {
                var range = Elements.element(review.source(), review.statement().range(),
                        target.path("location").asInt(-1)).orElse(review.statement().range());
                found.add(review.finding(INFO, new Severity(INFO.level(), ""), range,
                        "It assigns " + Identifiers.quoted(column) + " a second time.", ""));
            }
        }
        return found.stream();
    }
}
