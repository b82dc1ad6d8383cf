package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An INSERT, UPDATE or DELETE that a statement runs: itself, or in its WITH.
 *
 * @param node "UpdateStmt"
 * @param tree below it
 * @param range where it stands: the whole statement, or from the table's name on in a WITH
 */
record Modification(String node, JsonNode tree, Range range) {
    private static final List<String> KINDS = List.of("InsertStmt", "UpdateStmt", "DeleteStmt");
    /** Statements that run what stands in them. Others (views, rules, functions, EXPLAIN) keep or show it. */
    private static final Set<String> RUN = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt",
            "CreateTableAsStmt", "CopyStmt");

    static List<Modification> of(Statement statement) {
        var found = new ArrayList<Modification>();
        if (!RUN.contains(statement.node()) && !isAnalyzed(statement)) {
            return found;
        }
        if (KINDS.contains(statement.node())) {
            found.add(new Modification(statement.node(), statement.tree(), statement.range()));
        }
        for (String kind : KINDS) {
            for (JsonNode inner : Ast.all(statement.tree(), kind)) {
                int at = inner.path("relation").path("location").asInt(-1);
                boolean inside = at >= statement.range().from() && at < statement.range().to();
                found.add(new Modification(kind, inner,
                        inside ? new Range(at, statement.range().to()) : statement.range()));
            }
        }
        return found;
    }

    private static boolean isAnalyzed(Statement statement) {
        return statement.node().equals("ExplainStmt") && Ast.all(statement.tree().path("options"), "DefElem").stream()
                .anyMatch(option -> option.path("defname").asText().equals("analyze"));
    }

    /** "UPDATE". */
    String verb() {
        return node.replace("Stmt", "").toUpperCase(java.util.Locale.ROOT);
    }

    /** Whether an UPDATE or DELETE is about all rows of its table: without WHERE, or with one that is always true. */
    boolean ofAllRows() {
        return !node.equals("InsertStmt") && isAlwaysTrue(tree.path("whereClause"));
    }

    static boolean isAlwaysTrue(JsonNode condition) {
        if (condition.isMissingNode()) {
            return true;
        }
        if (condition.path("A_Const").path("boolval").path("boolval").asBoolean()) {
            return true;
        }
        var compared = condition.path("A_Expr");
        var left = compared.path("lexpr").path("A_Const");
        return Ast.strings(compared.path("name")).equals(List.of("=")) && left.isObject()
                && same(left, compared.path("rexpr").path("A_Const"));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return List.of("ival", "sval", "fval", "boolval").stream()
                .anyMatch(kind -> one.has(kind) && one.path(kind).equals(other.path(kind)));
    }
}
