package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Rule 28, enums. */
final class AlterEnumAddValue implements Rule {
    private static final RuleInfo INFO = new RuleInfo("alter-enum-add-value", 1280, Level.WARNING,
            "A value is added to an enum within a transaction.",
            "The value cannot be used before the transaction is committed: a statement of the same transaction that uses it fails (SQLSTATE 55P04). Before version 12"
                    + " the statement cannot run in a transaction at all.")
            .instead("Add the value in a transaction of its own, before what uses it. A value cannot be removed again.")
            .example(
                    "BEGIN;\nALTER TYPE state ADD VALUE 'lost';\nUPDATE orders SET state = 'lost' WHERE id = 1;\nCOMMIT;",
                    "ALTER TYPE state ADD VALUE 'lost';\nUPDATE orders SET state = 'lost' WHERE id = 1;");
    /** From here on it may run in a transaction. */
    private static final int IN_TRANSACTION = 12;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        var open = review.script().transaction();
        // without a new value it is a rename; values of a type of the same transaction can be used at once
        if (open.isEmpty() || !review.statement().node().equals("AlterEnumStmt") || tree.has("oldVal")
                || open.get().statements().stream().anyMatch(statement -> makes(statement, tree.path("typeName")))) {
            return Stream.empty();
        }
        var use = rest(review).stream().filter(statement -> Ast.all(statement.tree(), "A_Const").stream().anyMatch(
                constant -> constant.path("sval").path("sval").asText("").equals(tree.path("newVal").asText())))
                .findFirst();
        boolean fails = use.isPresent() || !review.serverIsAtLeast(IN_TRANSACTION);
        String how = use.map(statement -> "and line "
                + review.source().position(statement.range().from()).line() + " uses it before it can be used.")
                .orElse("before whose end the value cannot be used.");
        return Stream.of(review.finding(INFO, new Severity(fails ? Level.ERROR : INFO.level(), ""),
                "It adds '" + tree.path("newVal").asText() + "' to an enum within a transaction, " + how,
                review.outside(review.statement().text() + ";")));
    }

    private static boolean makes(Statement statement, JsonNode typeName) {
        return statement.node().equals("CreateEnumStmt")
                && Ast.strings(statement.tree().path("typeName")).getLast().equals(Ast.strings(typeName).getLast());
    }

    /** What follows in the same transaction. */
    private static List<Statement> rest(Review review) {
        var all = review.sheet().statements();
        return all.subList(review.statement().index() + 1, all.size()).stream()
                .takeWhile(statement -> !TransactionEnds.by(statement)).toList();
    }
}
