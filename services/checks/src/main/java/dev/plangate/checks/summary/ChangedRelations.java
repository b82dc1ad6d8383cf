package dev.plangate.checks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables that a statement changes: their rows, their shape, or what hangs on them. */
final class ChangedRelations {
    private ChangedRelations() {}

    static List<RelationName> of(Statement statement) {
        var tree = statement.tree();
        var found = new ArrayList<RelationName>();
        switch (statement.node()) {
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "SelectStmt" -> {
                add(found, tree.path("relation"));
                for (JsonNode item : tree.path("withClause").path("ctes")) {
                    item.path("CommonTableExpr").path("ctequery").forEach(query -> add(found, query.path("relation")));
                }
                add(found, tree.path("intoClause").path("rel"));
            }
            case "AlterTableStmt" -> {
                if (tree.path("objtype").asText().equals("OBJECT_TABLE")) {
                    add(found, tree.path("relation"));
                }
            }
            case "CopyStmt" -> {
                if (tree.path("is_from").asBoolean()) {
                    add(found, tree.path("relation"));
                }
            }
            case "CreateTableAsStmt" -> add(found, tree.path("into").path("rel"));
            case "TruncateStmt" -> tree.path("relations").forEach(table -> add(found, table.path("RangeVar")));
            case "DropStmt" -> {
                if (tree.path("removeType").asText().equals("OBJECT_TABLE")) {
                    Ast.dropped(tree).forEach(parts -> found.add(Ast.relation(parts)));
                }
            }
            case "RenameStmt" -> {
                if (!tree.path("renameType").asText().equals("OBJECT_INDEX")) {
                    add(found, tree.path("relation"));
                }
            }
            case "CreateStmt", "IndexStmt", "CreateTrigStmt", "RuleStmt", "AlterObjectSchemaStmt", "ClusterStmt",
                    "RefreshMatViewStmt" ->
                add(found,
                        tree.path("relation"));
            case "CreatePolicyStmt", "AlterPolicyStmt" -> add(found, tree.path("table"));
            default -> {
                // changes none
            }
        }
        return found;
    }

    private static void add(List<RelationName> found, JsonNode rangeVar) {
        if (rangeVar.path("relname").isTextual()) {
            found.add(Ast.relation(rangeVar));
        }
    }
}
