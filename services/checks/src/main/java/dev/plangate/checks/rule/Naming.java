package dev.plangate.checks.rule;

import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import dev.plangate.checks.sql.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Style. */
final class Naming implements Rule {
    private static final RuleInfo INFO = new RuleInfo("naming", 1407, Level.WARNING,
            "A new name that is not a plain word in lower case.",
            "It must be written in quotes for ever, by everybody, and what is written without them is something else.")
            .instead("Use words of a-z, 0-9 and _ that are not reserved.")
            .example("CREATE TABLE \"Orders\" (id bigint PRIMARY KEY);", "CREATE TABLE orders (id bigint PRIMARY KEY);")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        var whole = review.statement().range();
        var found = new ArrayList<Finding>();
        switch (review.statement().node()) {
            case "CreateStmt" -> {
                add(found, review, tree.path("relation").path("relname").asText(), whole);
                Ast.all(tree.path("tableElts"), "Constraint").forEach(
                        constraint -> add(found, review, constraint.path("conname").asText(""), whole));
            }
            case "CreateTableAsStmt" ->
                add(found, review, tree.path("into").path("rel").path("relname").asText(), whole);
            case "ViewStmt" -> add(found, review, tree.path("view").path("relname").asText(), whole);
            case "IndexStmt" -> add(found, review, tree.path("idxname").asText(""), whole);
            case "CreateSchemaStmt" -> add(found, review, tree.path("schemaname").asText(""), whole);
            case "CreateSeqStmt" -> add(found, review, tree.path("sequence").path("relname").asText(), whole);
            case "CreateTrigStmt" -> add(found, review, tree.path("trigname").asText(), whole);
            case "CreateEnumStmt", "CreateRangeStmt" ->
                add(found, review, Ast.strings(tree.path("typeName")).getLast(), whole);
            case "RenameStmt" -> add(found, review, tree.path("newname").asText(), whole);
            default -> review.alterations().forEach(command -> add(found, review,
                    command.definition().path("conname").asText(""), review.statement().command(command.index())));
        }
        NewColumn.of(review).stream().filter(column -> column.kind() != NewColumn.Kind.RETYPED)
                .forEach(column -> add(found, review, column.column(), column.range()));
        return found.stream();
    }

    private static void add(List<Finding> found, Review review, String name, Range range) {
        if (!name.isEmpty() && !Identifiers.quoted(name).equals(name)) {
            found.add(review.finding(INFO, new Severity(INFO.level(), ""), range,
                    "The name " + Identifiers.quoted(name) + " has to be quoted wherever it is used.", ""));
        }
    }
}
