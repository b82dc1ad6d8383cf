package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The locks of a statement that block reads or writes of a relation that it names: SHARE and stronger, by the "Explicit Locking" chapter of the PostgreSQL
 * manual and, where that says too little, by what the server does. While it waits for one, everything else that wants the relation waits behind it.
 * Not listed: relations that the statement does not name (partitions, children, tables on the other side of a foreign key that is dropped, the table of an
 * index), and the EXCLUSIVE lock of REFRESH ... CONCURRENTLY, for nobody else writes to a materialized view.
 */
final class StrongLocks {
    /** A lock on a relation. */
    record Lock(RelationName relation, LockMode mode) {}

    private static final LockMode EXCLUSIVE = LockMode.ACCESS_EXCLUSIVE;
    private static final LockMode SHARE_ROW = LockMode.SHARE_ROW_EXCLUSIVE;
    private static final LockMode SHARE = LockMode.SHARE;
    /** What ALTER TABLE's grammar may alter and is a relation. */
    private static final Set<String> ALTERED = Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW",
            "OBJECT_FOREIGN_TABLE", "OBJECT_INDEX", "OBJECT_SEQUENCE");
    private static final Set<String> DROPPED = ALTERED;
    /** They belong to a table, which is named before them. */
    private static final Set<String> DROPPED_OF_TABLE = Set.of("OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY");

    private final Map<RelationName, LockMode> locks = new LinkedHashMap<>();

    private StrongLocks() {}

    /** One for each relation, the strongest, in the order of the text. */
    static List<Lock> of(Statement statement) {
        var found = new StrongLocks();
        found.take(statement);
        return found.locks.entrySet().stream().map(lock -> new Lock(lock.getKey(), lock.getValue())).toList();
    }

    private void take(Statement statement) {
        var tree = statement.tree();
        switch (statement.node()) {
            case "AlterTableStmt" -> {
                if (ALTERED.contains(tree.path("objtype").asText())) {
                    AlterCommand.of(tree).forEach(command -> alter(tree, command));
                }
            }
            // an index is renamed under SHARE UPDATE EXCLUSIVE
            case "RenameStmt" -> {
                if (!tree.path("renameType").asText().equals("OBJECT_INDEX")) {
                    add(tree.path("relation"), EXCLUSIVE);
                }
            }
            case "AlterObjectSchemaStmt", "ClusterStmt", "RuleStmt" -> add(tree.path("relation"), EXCLUSIVE);
            case "AlterSeqStmt" -> add(tree.path("sequence"), SHARE_ROW);
            case "IndexStmt" -> {
                if (!tree.path("concurrent").asBoolean()) {
                    add(tree.path("relation"), SHARE);
                }
            }
            case "CreateTrigStmt" -> add(tree.path("relation"), SHARE_ROW);
            case "CreatePolicyStmt", "AlterPolicyStmt" -> add(tree.path("table"), EXCLUSIVE);
            case "CreateStmt" -> create(tree);
            case "TruncateStmt" -> tree.path("relations").forEach(table -> add(table.path("RangeVar"), EXCLUSIVE));
            case "VacuumStmt" -> {
                if (Options.on(tree.path("options"), "full")) {
                    tree.path("rels").forEach(
                            table -> add(table.path("VacuumRelation").path("relation"), EXCLUSIVE));
                }
            }
            case "RefreshMatViewStmt" -> {
                if (!tree.path("concurrent").asBoolean()) {
                    add(tree.path("relation"), EXCLUSIVE);
                }
            }
            case "ReindexStmt" -> reindex(tree);
            case "LockStmt" -> {
                // modes are numbered as in the server's lockdefs.h, from 1
                var mode = LockMode.values()[tree.path("mode").asInt(8) - 1];
                tree.path("relations").forEach(table -> add(table.path("RangeVar"), mode));
            }
            case "DropStmt" -> drop(tree);
            default -> {
                // takes none
            }
        }
    }

    private void alter(JsonNode tree, AlterCommand command) {
        boolean ofIndex = tree.path("objtype").asText().equals("OBJECT_INDEX");
        add(tree.path("relation"), AlterLocks.of(command));
        if (command.constraint().equals("CONSTR_FOREIGN")) {
            add(command.definition().path("pktable"), SHARE_ROW);
        }
        command.columnConstraints().stream().filter(constraint -> constraint.has("pktable"))
                .forEach(constraint -> add(constraint.path("pktable"), SHARE_ROW));
        // detached concurrently, a partition is locked when nobody uses it as such any more
        if (command.partition().has("name") && !ofIndex && !command.partition().path("concurrent").asBoolean()) {
            add(command.partition().path("name"), EXCLUSIVE);
        }
    }

    /** A new table locks those that it references, and the parent whose partition it is. */
    private void create(JsonNode tree) {
        if (tree.has("partbound")) {
            tree.path("inhRelations").forEach(parent -> add(parent.path("RangeVar"), EXCLUSIVE));
        }
        Ast.all(tree.path("tableElts"), "Constraint").stream().filter(constraint -> constraint.has("pktable"))
                .forEach(constraint -> add(constraint.path("pktable"), SHARE_ROW));
    }

    private void reindex(JsonNode tree) {
        if (!Options.on(tree.path("params"), "concurrently")) {
            switch (tree.path("kind").asText()) {
                case "REINDEX_OBJECT_TABLE" -> add(tree.path("relation"), SHARE);
                case "REINDEX_OBJECT_INDEX" -> add(tree.path("relation"), EXCLUSIVE);
                default -> {
                    // names no relation
                }
            }
        }
    }

    private void drop(JsonNode tree) {
        String kind = tree.path("removeType").asText();
        if (DROPPED.contains(kind) && !tree.path("concurrent").asBoolean()) {
            Ast.dropped(tree).forEach(parts -> add(Ast.relation(parts), EXCLUSIVE));
        } else if (DROPPED_OF_TABLE.contains(kind)) {
            Ast.dropped(tree).forEach(parts -> add(Ast.relation(parts.subList(0, parts.size() - 1)), EXCLUSIVE));
        }
    }

    private void add(JsonNode rangeVar, LockMode mode) {
        if (rangeVar.has("relname")) {
            add(Ast.relation(rangeVar), mode);
        }
    }

    private void add(RelationName relation, LockMode mode) {
        if (mode.blocksWrites()) {
            locks.merge(relation, mode, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
    }
}
