package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The locks of a statement that block reads or writes of a table: SHARE and stronger, by the "Explicit Locking" chapter of the PostgreSQL manual. While it
 * waits for one, everything else that wants the table waits behind it.
 */
final class StrongLocks {
    /** A lock on a relation. */
    record Lock(RelationName relation, LockMode mode) {}

    private static final LockMode EXCLUSIVE = LockMode.ACCESS_EXCLUSIVE;
    private static final LockMode SHARE_ROW = LockMode.SHARE_ROW_EXCLUSIVE;
    private static final LockMode SHARE = LockMode.SHARE;
    /** Commands of ALTER TABLE that take SHARE UPDATE EXCLUSIVE only. */
    private static final Set<String> WEAK = Set.of("AT_ValidateConstraint", "AT_SetStatistics", "AT_ClusterOn",
            "AT_DropCluster", "AT_SetRelOptions",
            "AT_ResetRelOptions", "AT_SetOptions", "AT_ResetOptions", "AT_AttachPartition",
            "AT_DetachPartitionFinalize");
    private static final Set<String> TRIGGERS = Set.of("AT_EnableTrig", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig",
            "AT_DisableTrig", "AT_EnableTrigAll",
            "AT_DisableTrigAll", "AT_EnableTrigUser", "AT_DisableTrigUser");
    private static final Set<String> RELATIONS = Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW",
            "OBJECT_FOREIGN_TABLE");

    private StrongLocks() {}

    static List<Lock> of(Statement statement) {
        var tree = statement.tree();
        var locks = new ArrayList<Lock>();
        switch (statement.node()) {
            case "AlterTableStmt" -> {
                if (RELATIONS.contains(tree.path("objtype").asText())) {
                    AlterCommand.of(tree).forEach(command -> alter(tree, command, locks));
                }
            }
            case "RenameStmt" -> {
                if (tree.has("relation") && !tree.path("renameType").asText().equals("OBJECT_INDEX")) {
                    add(locks, tree.path("relation"), EXCLUSIVE);
                }
            }
            case "AlterObjectSchemaStmt" -> {
                if (tree.has("relation")) {
                    add(locks, tree.path("relation"), EXCLUSIVE);
                }
            }
            case "IndexStmt" -> {
                if (!tree.path("concurrent").asBoolean()) {
                    add(locks, tree.path("relation"), SHARE);
                }
            }
            case "CreateTrigStmt" -> add(locks, tree.path("relation"), SHARE_ROW);
            case "RuleStmt" -> add(locks, tree.path("relation"), EXCLUSIVE);
            case "CreatePolicyStmt", "AlterPolicyStmt" -> add(locks, tree.path("table"), EXCLUSIVE);
            case "CreateStmt" -> create(tree, locks);
            case "TruncateStmt" ->
                tree.path("relations").forEach(table -> add(locks, table.path("RangeVar"), EXCLUSIVE));
            case "ClusterStmt" -> add(locks, tree.path("relation"), EXCLUSIVE);
            case "RefreshMatViewStmt" -> {
                if (!tree.path("concurrent").asBoolean()) {
                    add(locks, tree.path("relation"), EXCLUSIVE);
                }
            }
            case "ReindexStmt" -> {
                if (tree.path("kind").asText().equals("REINDEX_OBJECT_TABLE") && !isConcurrent(tree)) {
                    add(locks, tree.path("relation"), SHARE);
                }
            }
            case "LockStmt" -> {
                // modes are numbered as in the server's lockdefs.h, from 1
                var mode = List.of(LockMode.values()).get(tree.path("mode").asInt(8) - 1);
                if (mode.blocksWrites()) {
                    tree.path("relations").forEach(table -> add(locks, table.path("RangeVar"), mode));
                }
            }
            case "DropStmt" -> {
                if (RELATIONS.contains(tree.path("removeType").asText())) {
                    Ast.dropped(tree).forEach(parts -> locks.add(new Lock(Ast.relation(parts), EXCLUSIVE)));
                } else if (tree.path("removeType").asText().equals("OBJECT_TRIGGER")) {
                    Ast.dropped(tree).forEach(
                            parts -> locks.add(new Lock(Ast.relation(parts.subList(0, parts.size() - 1)), EXCLUSIVE)));
                }
            }
            default -> {
                // takes none
            }
        }
        return locks;
    }

    private static void alter(JsonNode tree, AlterCommand command, List<Lock> locks) {
        boolean foreignKey = command.constraint().equals("CONSTR_FOREIGN");
        if (!WEAK.contains(command.kind())) {
            boolean shared = foreignKey || TRIGGERS.contains(command.kind());
            add(locks, tree.path("relation"), shared ? SHARE_ROW : EXCLUSIVE);
        }
        if (foreignKey) {
            add(locks, command.definition().path("pktable"), SHARE_ROW);
        }
        command.columnConstraints().stream().filter(constraint -> constraint.has("pktable"))
                .forEach(constraint -> add(locks, constraint.path("pktable"), SHARE_ROW));
    }

    /** A new table locks those that it references, and the parent whose partition it is. */
    private static void create(JsonNode tree, List<Lock> locks) {
        if (tree.has("partbound")) {
            tree.path("inhRelations").forEach(parent -> add(locks, parent.path("RangeVar"), EXCLUSIVE));
        }
        Ast.all(tree.path("tableElts"), "Constraint").stream().filter(constraint -> constraint.has("pktable"))
                .forEach(constraint -> add(locks, constraint.path("pktable"), SHARE_ROW));
    }

    private static boolean isConcurrent(JsonNode reindex) {
        return Ast.all(reindex.path("params"), "DefElem").stream()
                .anyMatch(option -> option.path("defname").asText().equals("concurrently"));
    }

    private static void add(List<Lock> locks, JsonNode rangeVar, LockMode mode) {
        locks.add(new Lock(Ast.relation(rangeVar), mode));
    }
}
