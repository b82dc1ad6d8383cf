package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a sheet does to its tables anywhere, before or behind the statement under review: keys and indexes often follow. */
public final class Ahead {
    private record Indexed(RelationName table, List<String> columns) {}

    /** @param at index of the statement that does it */
    private record Keyed(RelationName table, int at) {}

    /** Tables that get a primary key, become a partition, or go. By name without schema. */
    private final Map<String, List<Keyed>> keyed = new HashMap<>();
    private final Map<String, List<Indexed>> indexes = new HashMap<>();
    private int at;

    Ahead(ParsedSheet.Valid sheet) {
        sheet.statements().forEach(this::add);
    }

    private void add(Statement statement) {
        var tree = statement.tree();
        at = statement.index();
        switch (statement.node()) {
            case "CreateStmt" -> create(tree);
            case "IndexStmt" -> {
                var columns = IndexColumns.of(tree);
                if (!columns.isEmpty()) {
                    indexed(Ast.relation(tree.path("relation")), columns);
                }
            }
            case "AlterTableStmt" -> {
                var table = Ast.relation(tree.path("relation"));
                for (AlterCommand command : AlterCommand.of(tree)) {
                    alter(table, command);
                    if (command.kind().equals("AT_AttachPartition")) {
                        tree.path("cmds").path(command.index()).path("AlterTableCmd").path("def").forEach(
                                partition -> keyed(Ast.relation(partition.path("name"))));
                    }
                }
            }
            case "DropStmt" -> {
                if (tree.path("removeType").asText().equals("OBJECT_TABLE")) {
                    Ast.dropped(tree).forEach(parts -> keyed(Ast.relation(parts)));
                }
            }
            default -> {
                // makes no index
            }
        }
        statement.body().ifPresent(body -> body.statements().forEach(this::add));
    }

    private void create(JsonNode tree) {
        var table = Ast.relation(tree.path("relation"));
        for (JsonNode element : tree.path("tableElts")) {
            constraint(table, element.path("Constraint"), List.of());
            columnConstraints(table, element.path("ColumnDef"));
        }
    }

    private void alter(RelationName table, AlterCommand command) {
        if (command.kind().equals("AT_AddConstraint")) {
            constraint(table, command.definition(), List.of());
        } else if (command.kind().equals("AT_AddColumn")) {
            columnConstraints(table, command.definition());
        }
    }

    private void columnConstraints(RelationName table, JsonNode definition) {
        var column = List.of(definition.path("colname").asText());
        definition.path("constraints").forEach(item -> constraint(table, item.path("Constraint"), column));
    }

    /** @param column the one in whose definition it stands; empty = its own keys count */
    private void constraint(RelationName table, JsonNode constraint, List<String> column) {
        String kind = constraint.path("contype").asText();
        boolean primary = kind.equals("CONSTR_PRIMARY");
        if (primary) {
            keyed(table);
        }
        if (primary || kind.equals("CONSTR_UNIQUE")) {
            indexed(table, column.isEmpty() ? Ast.strings(constraint.path("keys")) : column);
        }
    }

    private void keyed(RelationName table) {
        keyed.computeIfAbsent(table.name(), _ -> new ArrayList<>()).add(new Keyed(table, at));
    }

    private void indexed(RelationName table, List<String> columns) {
        indexes.computeIfAbsent(table.name(), _ -> new ArrayList<>()).add(new Indexed(table, columns));
    }

    /** Whether a table gets a primary key, becomes a partition or goes, in a statement or behind it. */
    boolean isKeyed(TableUse table, Statement from) {
        return keyed.getOrDefault(table.written().name(), List.of()).stream()
                .anyMatch(one -> one.at() >= from.index() && mayBe(one.table(), table));
    }

    /** Whether an index of the sheet begins with columns, in any order. */
    boolean isIndexed(TableUse table, List<String> columns) {
        return indexes.getOrDefault(table.written().name(), List.of()).stream()
                .anyMatch(index -> mayBe(index.table(), table) && IndexColumns.lead(index.columns(), columns));
    }

    private static boolean mayBe(RelationName name, TableUse table) {
        return name.schema().isEmpty() || name.schema().equals(table.name().schema());
    }
}
