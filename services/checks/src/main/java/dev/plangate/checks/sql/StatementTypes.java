package dev.plangate.checks.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** Names of kinds of statements: "ALTER_TABLE", "CREATE_INDEX", "UPDATE". */
final class StatementTypes {
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("CreateStmt", "CREATE_TABLE"),
            Map.entry("CreateTableAsStmt", "CREATE_TABLE_AS"), Map.entry("IndexStmt", "CREATE_INDEX"),
            Map.entry("ViewStmt", "CREATE_VIEW"),
            Map.entry("RuleStmt", "CREATE_RULE"), Map.entry("CreateTrigStmt", "CREATE_TRIGGER"),
            Map.entry("CreateSeqStmt", "CREATE_SEQUENCE"),
            Map.entry("AlterSeqStmt", "ALTER_SEQUENCE"), Map.entry("CompositeTypeStmt", "CREATE_TYPE"),
            Map.entry("CreateEnumStmt", "CREATE_TYPE"),
            Map.entry("CreateRangeStmt", "CREATE_TYPE"), Map.entry("AlterEnumStmt", "ALTER_TYPE"),
            Map.entry("DefineStmt", "CREATE"),
            Map.entry("CreatedbStmt", "CREATE_DATABASE"), Map.entry("DropdbStmt", "DROP_DATABASE"),
            Map.entry("VariableSetStmt", "SET"),
            Map.entry("VariableShowStmt", "SHOW"), Map.entry("RefreshMatViewStmt", "REFRESH_MATERIALIZED_VIEW"),
            Map.entry("CommentStmt", "COMMENT"),
            Map.entry("ClusterStmt", "CLUSTER"), Map.entry("SecLabelStmt", "SECURITY_LABEL"),
            Map.entry("LockStmt", "LOCK"));

    private StatementTypes() {}

    static String of(String node, JsonNode tree) {
        return switch (node) {
            case "DropStmt" -> "DROP_" + object(tree.path("removeType").asText());
            case "AlterTableStmt" -> "ALTER_" + object(tree.path("objtype").asText());
            case "RenameStmt" -> "ALTER_" + renamed(tree);
            case "AlterObjectSchemaStmt", "AlterOwnerStmt" -> "ALTER_" + object(tree.path("objectType").asText());
            case "TransactionStmt" -> tree.path("kind").asText().replaceFirst("^TRANS_STMT_", "");
            case "GrantStmt" -> tree.path("is_grant").asBoolean() ? "GRANT" : "REVOKE";
            case "VacuumStmt" -> tree.path("is_vacuumcmd").asBoolean() ? "VACUUM" : "ANALYZE";
            case "CreateTableAsStmt" ->
                "OBJECT_MATVIEW".equals(tree.path("objtype").asText()) ? "CREATE_MATERIALIZED_VIEW" : "CREATE_TABLE_AS";
            default -> NAMES.getOrDefault(node, spelledOut(node));
        };
    }

    private static String renamed(JsonNode tree) {
        String type = tree.path("renameType").asText();
        return switch (type) {
            case "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_ATTRIBUTE" ->
                object(tree.path("relationType").asText("OBJECT_TABLE"));
            default -> object(type);
        };
    }

    private static String object(String type) {
        return type.replaceFirst("^OBJECT_", "").replace("MATVIEW", "MATERIALIZED_VIEW");
    }

    /** "CreateFunctionStmt" becomes "CREATE_FUNCTION". */
    private static String spelledOut(String node) {
        return node.replaceFirst("Stmt$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
