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
 * index), CREATE OR REPLACE VIEW, of which only the catalog knows whether it replaces one, and the EXCLUSIVE lock of REFRESH ... CONCURRENTLY, for nobody else writes to a materialized view.
 */
final class StrongLocks {
    /**
     * A lock on a relation.
     *
     * @param table whether that is a table or a materialized view; not so an index, a sequence or a view, which belong to tables that are not named
     */
    record Lock(RelationName relation, LockMode mode, boolean table) {}

    private static final LockMode EXCLUSIVE = LockMode.ACCESS_EXCLUSIVE;
    private static final LockMode SHARE_ROW = LockMode.SHARE_ROW_EXCLUSIVE;
    private static final LockMode SHARE = LockMode.SHARE;
    /** What ALTER TABLE's grammar may alter and is a relation. */
    private static final Set<String> ALTERED = Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW",
            "OBJECT_FOREIGN_TABLE", "OBJECT_INDEX", "OBJECT_SEQUENCE");
    private static final Set<String> NO_TABLES = Set.of("OBJECT_VIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE");
    /** They belong to a table, which is named before them. */
    private static final Set<String> DROPPED_OF_TABLE = Set.of("OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY");

    private final Map<RelationName, Lock> locks = new LinkedHashMap<>();

    private StrongLocks() {}

    /** One for each relation, the strongest, in the order of the text. */
    static List<Lock> of(Statement statement) {
        var found = new StrongLocks();
        found.take(statement);
        return List.copyOf(found.locks.values());
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
                    add(tree.path("relation"), EXCLUSIVE, isTable(tree.path("renameType")));
                }
            }
            case "AlterObjectSchemaStmt" ->
                add(tree.path("relation"), EXCLUSIVE, isTable(tree.path("objectType")));
            case "RuleStmt" -> add(tree.path("relation"), EXCLUSIVE);
            case "ClusterStmt" -> {
                add(tree.path("relation"), EXCLUSIVE);
                if (tree.has("indexname")) {
                    add(new RelationName(Ast.relation(tree.path("relation")).schema(),
                            tree.path("indexname").asText()), EXCLUSIVE, false);
                }
            }
            case "AlterSeqStmt" -> add(tree.path("sequence"), SHARE_ROW, false);
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
                var mode = LockMode.numbered(tree.path("mode").asInt(8));
                tree.path("relations").forEach(table -> add(table.path("RangeVar"), mode));
            }
            case "DropStmt" -> drop(tree);
            default -> {
                // takes none
            }
        }
    }

    private void alter(JsonNode tree, AlterCommand command) {
        boolean table = isTable(tree.path("objtype"));
        add(tree.path("relation"), AlterLocks.of(command), table);
        if (command.constraint().equals("CONSTR_FOREIGN")) {
            add(command.definition().path("pktable"), SHARE_ROW);
        }
        command.columnConstraints().stream().filter(constraint -> constraint.has("pktable"))
                .forEach(constraint -> add(constraint.path("pktable"), SHARE_ROW));
        // detached concurrently, a partition is locked when nobody uses it as such any more
        if (command.partition().has("name") && !command.partition().path("concurrent").asBoolean()) {
            add(command.partition().path("name"), EXCLUSIVE, table);
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
                case "REINDEX_OBJECT_INDEX" -> add(tree.path("relation"), EXCLUSIVE, false);
                default -> {
                    // names no relation
                }
            }
        }
    }

    private void drop(JsonNode tree) {
        String kind = tree.path("removeType").asText();
        if (ALTERED.contains(kind) && !tree.path("concurrent").asBoolean()) {
            boolean table = isTable(tree.path("removeType"));
            Ast.dropped(tree).forEach(parts -> add(Ast.relation(parts), EXCLUSIVE, table));
        } else if (DROPPED_OF_TABLE.contains(kind)) {
            Ast.dropped(tree).forEach(parts -> add(Ast.relation(parts.subList(0, parts.size() - 1)), EXCLUSIVE, true));
        }
    }

    private static boolean isTable(JsonNode kind) {
        return !NO_TABLES.contains(kind.asText());
    }

    private void add(JsonNode rangeVar, LockMode mode) {
        add(rangeVar, mode, true);
    }

    private void add(JsonNode rangeVar, LockMode mode, boolean table) {
        if (rangeVar.has("relname")) {
            add(Ast.relation(rangeVar), mode, table);
        }
    }

    private void add(RelationName relation, LockMode mode, boolean table) {
        if (mode.blocksWrites()) {
            locks.merge(relation, new Lock(relation, mode, table),
                    (one, other) -> one.mode().compareTo(other.mode()) >= 0 ? one : other);
        }
    }
}
