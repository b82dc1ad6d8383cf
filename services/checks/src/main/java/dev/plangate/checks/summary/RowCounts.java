package dev.plangate.checks.summary;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Schema;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.rule.Script;
import dev.plangate.checks.rule.TableUse;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Body;
import dev.plangate.checks.sql.Modifies;
import dev.plangate.checks.sql.Statement;
import dev.plangate.v1.CheckOutcome.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** How many rows each statement changes, as far as that can be known without running it. */
final class RowCounts {
    /** A number, or why there is none. */
    sealed interface Count {
        record Known(long rows, Source source) implements Count {}

        record Unknown(String reason) implements Count {}
    }

    private static final Count INSIDE = new Count.Unknown(
            "it stands in a DO block, so how often it runs, if at all, is not known");

    private final BiFunction<Statement, List<String>, Count> planner;
    private final Optional<Catalog> catalog;

    RowCounts(BiFunction<Statement, List<String>, Count> planner, Optional<Catalog> catalog) {
        this.planner = planner;
        this.catalog = catalog;
    }

    /** Empty when the statement has no rows to count. */
    Optional<Count> of(Statement statement, Script script) {
        return switch (statement.node()) {
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" -> Optional.of(modified(statement, script));
            case "SelectStmt" -> Modifies.rows(statement) ? Optional.of(modified(statement, script)) : Optional.empty();
            case "TruncateStmt" -> Optional.of(truncated(statement, script));
            case "DropStmt" -> dropped(statement, script);
            case "CopyStmt" -> statement.tree().path("is_from").asBoolean()
                    ? Optional.of(new Count.Unknown("COPY reads rows that are not in the sheet"))
                    : Optional.empty();
            case "DoStmt" -> statement.body().flatMap(RowCounts::block);
            case "CallStmt", "ExecuteStmt" ->
                Optional.of(new Count.Unknown(statement.type() + " runs code that was not looked into"));
            default -> Optional.empty();
        };
    }

    /** The same for a statement in the code of a DO block. The target is not asked: its planner does not know the variables of the code. */
    Optional<Count> inside(Statement statement, Script script) {
        var count = new RowCounts((_, _) -> INSIDE, catalog).of(statement, script);
        return statement.node().equals("DoStmt") ? count : count.map(_ -> INSIDE);
    }

    /** What of a block nobody has seen; its statements are counted by themselves. */
    private static Optional<Count> block(Body body) {
        if (!body.problem().isEmpty()) {
            return Optional.of(new Count.Unknown("its code was not read: " + body.problem()));
        }
        return body.computed().isEmpty()
                ? Optional.empty()
                : Optional.of(new Count.Unknown("it puts together SQL as it runs (EXECUTE)"));
    }

    private Count modified(Statement statement, Script script) {
        if (statement.node().equals("InsertStmt") && !Modifies.inWith(statement)) {
            if (statement.rows() > 0) {
                return new Count.Known(statement.rows(), Source.LITERAL);
            }
            if (statement.tree().path("selectStmt").isMissingNode()) {
                return new Count.Known(1, Source.LITERAL); // DEFAULT VALUES
            }
        }
        for (var name : Ast.relations(statement.tree())) {
            var table = script.table(name);
            if (table.created()) {
                return new Count.Unknown(
                        table.written() + " is created earlier in the sheet, so the target cannot plan the statement");
            }
        }
        return planner.apply(statement, script.session().path());
    }

    private Count truncated(Statement statement, Script script) {
        var tables = new ArrayList<TableUse>();
        statement.tree().path("relations").forEach(table -> tables.add(script.table(table.path("RangeVar"))));
        boolean cascade = statement.tree().path("behavior").asText().equals("DROP_CASCADE");
        if (cascade && tables.stream().flatMap(table -> table.known().map(Table::dependents).orElse(List.of()).stream())
                .anyMatch(name -> name.startsWith("foreign"))) {
            return new Count.Unknown("CASCADE empties tables that the statement does not name");
        }
        return all(tables);
    }

    private Optional<Count> dropped(Statement statement, Script script) {
        var names = Ast.dropped(statement.tree());
        return switch (statement.tree().path("removeType").asText()) {
            case "OBJECT_TABLE" ->
                Optional.of(all(names.stream().map(parts -> script.table(Ast.relation(parts))).toList()));
            case "OBJECT_SCHEMA" -> Optional.of(schemas(names));
            default -> Optional.empty();
        };
    }

    private Count schemas(List<List<String>> names) {
        long rows = 0;
        for (var parts : names) {
            var known = catalog.flatMap(found -> Optional.ofNullable(found.schemas().get(parts.getLast())));
            var counted = known.map(Schema::rows);
            if (counted.isEmpty() || counted.get().isEmpty()) {
                return new Count.Unknown(known.isEmpty()
                        ? "the target has no schema " + parts.getLast()
                        : "a table of " + parts.getLast() + " was never analyzed");
            }
            rows += counted.get().getAsLong();
        }
        return new Count.Known(rows, Source.RELTUPLES);
    }

    private static Count all(List<TableUse> tables) {
        long rows = 0;
        for (var table : tables) {
            if (table.created()) {
                return new Count.Unknown(table.written() + " is created earlier in the sheet");
            }
            if (table.known().isEmpty()) {
                return new Count.Unknown("the target has no table " + table.written());
            }
            var counted = table.known().get().rows();
            if (counted.isEmpty()) {
                return new Count.Unknown(table.written() + " was never analyzed");
            }
            rows += counted.getAsLong();
        }
        return new Count.Known(rows, Source.RELTUPLES);
    }
}
