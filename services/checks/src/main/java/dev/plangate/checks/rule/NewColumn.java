package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.SqlType;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Elements;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that a statement makes, or whose type it changes.
 *
 * @param table its table
 * @param column its name
 * @param definition ColumnDef of the syntax tree
 * @param constraints those that stand in its definition
 * @param range where that stands in the sheet
 * @param kind how the column comes about
 */
record NewColumn(TableUse table, String column, JsonNode definition, List<JsonNode> constraints, Range range,
        Kind kind) {
    enum Kind {
        OF_NEW_TABLE, ADDED, RETYPED
    }

    NewColumn {
        constraints = List.copyOf(constraints);
    }

    /** Those of CREATE TABLE and ALTER TABLE; none of a temporary table. */
    static List<NewColumn> of(Review review) {
        var found = new ArrayList<NewColumn>();
        var tree = review.statement().tree();
        if (review.statement().node().equals("CreateStmt")
                && !"t".equals(tree.path("relation").path("relpersistence").asText())) {
            for (JsonNode element : tree.path("tableElts")) {
                if (element.has("ColumnDef")) {
                    var definition = element.path("ColumnDef");
                    var range = Elements.element(review.source(), review.statement().range(),
                            definition.path("location").asInt(-1)).orElse(review.statement().range());
                    found.add(of(review, definition.path("colname").asText(), definition, range, Kind.OF_NEW_TABLE));
                }
            }
        }
        for (AlterCommand command : review.alterations()) {
            var range = review.statement().command(command.index());
            switch (command.kind()) {
                case "AT_AddColumn" -> found.add(of(review, command.definition().path("colname").asText(),
                        command.definition(), range, Kind.ADDED));
                case "AT_AlterColumnType" ->
                    found.add(of(review, command.name(), command.definition(), range, Kind.RETYPED));
                default -> {
                    // no column of its own
                }
            }
        }
        return found;
    }

    private static NewColumn of(Review review, String name, JsonNode definition, Range range, Kind kind) {
        var constraints = new ArrayList<JsonNode>();
        definition.path("constraints").forEach(item -> constraints.add(item.path("Constraint")));
        return new NewColumn(review.table(), name, definition, constraints, range, kind);
    }

    /** Its type. */
    SqlType type() {
        return SqlType.of(definition.path("typeName"));
    }

    /** The name of its type as it is written, without a schema: "serial", "int4". */
    String typeName() {
        var names = Ast.strings(definition.path("typeName").path("names"));
        return names.isEmpty() ? "" : names.getLast();
    }

    /** Whether a constraint of a kind ("CONSTR_PRIMARY") stands in its definition. */
    boolean has(String kind) {
        return constraints.stream().anyMatch(constraint -> constraint.path("contype").asText().equals(kind));
    }

    /** The statement with another type for this column; empty when it is not known where the type stands. */
    String rewritten(Review review, String type) {
        return Elements.type(review.source(), review.statement().range(),
                definition.path("typeName").path("location").asInt(-1))
                .map(old -> review.replaced(old, type) + ";").orElse("");
    }

    /** "t.c". */
    @Override
    public String toString() {
        return table.written() + "." + dev.plangate.checks.sql.Identifiers.quoted(column);
    }
}
