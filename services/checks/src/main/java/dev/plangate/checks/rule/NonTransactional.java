package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Statement;
import java.util.Optional;

/** Statements that the server refuses inside of a transaction: its calls of PreventInTransactionBlock(). */
final class NonTransactional {
    private NonTransactional() {}

    /** What people call it: "CREATE INDEX CONCURRENTLY"; empty when it may run in a transaction. */
    static Optional<String> name(Statement statement) {
        var tree = statement.tree();
        return Optional.ofNullable(switch (statement.node()) {
            case "IndexStmt" -> when(tree.path("concurrent"), "CREATE INDEX CONCURRENTLY");
            case "DropStmt" -> when(tree.path("concurrent"), "DROP INDEX CONCURRENTLY");
            case "ReindexStmt" -> reindex(tree);
            case "AlterTableStmt" -> AlterCommand.of(tree).stream()
                    .anyMatch(command -> command.partition().path("concurrent").asBoolean())
                            ? "ALTER TABLE ... DETACH PARTITION CONCURRENTLY"
                            : null;
            case "VacuumStmt" -> when(tree.path("is_vacuumcmd"), "VACUUM");
            case "ClusterStmt" -> tree.has("relation") ? null : "CLUSTER without a table";
            case "CreatedbStmt" -> "CREATE DATABASE";
            case "DropdbStmt" -> "DROP DATABASE";
            case "AlterDatabaseStmt" ->
                Options.on(tree.path("options"), "tablespace") ? "ALTER DATABASE SET TABLESPACE" : null;
            case "CreateTableSpaceStmt" -> "CREATE TABLESPACE";
            case "DropTableSpaceStmt" -> "DROP TABLESPACE";
            case "AlterSystemStmt" -> "ALTER SYSTEM";
            case "CreateSubscriptionStmt" -> Options.off(tree.path("options"), "create_slot")
                    || Options.off(tree.path("options"), "connect") ? null : "CREATE SUBSCRIPTION";
            case "AlterSubscriptionStmt" -> subscription(tree);
            case "DiscardStmt" -> tree.path("target").asText().equals("DISCARD_ALL") ? "DISCARD ALL" : null;
            case "TransactionStmt" -> switch (tree.path("kind").asText()) {
                case "TRANS_STMT_COMMIT_PREPARED" -> "COMMIT PREPARED";
                case "TRANS_STMT_ROLLBACK_PREPARED" -> "ROLLBACK PREPARED";
                default -> null;
            };
            default -> null;
        });
    }

    private static String when(JsonNode flag, String name) {
        return flag.asBoolean() ? name : null;
    }

    private static String reindex(JsonNode tree) {
        if (Options.on(tree.path("params"), "concurrently")) {
            return "REINDEX CONCURRENTLY";
        }
        return switch (tree.path("kind").asText()) {
            case "REINDEX_OBJECT_SCHEMA", "REINDEX_OBJECT_SYSTEM", "REINDEX_OBJECT_DATABASE" ->
                "REINDEX of more than one table";
            default -> null;
        };
    }

    private static String subscription(JsonNode tree) {
        boolean refreshes = !Options.off(tree.path("options"), "refresh");
        return switch (tree.path("kind").asText()) {
            case "ALTER_SUBSCRIPTION_REFRESH", "ALTER_SUBSCRIPTION_REFRESH_PUBLICATION" ->
                "ALTER SUBSCRIPTION ... REFRESH PUBLICATION";
            case "ALTER_SUBSCRIPTION_SET_PUBLICATION", "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
                    "ALTER_SUBSCRIPTION_DROP_PUBLICATION" ->
                refreshes ? "ALTER SUBSCRIPTION with refresh" : null;
            default -> null;
        };
    }
}
