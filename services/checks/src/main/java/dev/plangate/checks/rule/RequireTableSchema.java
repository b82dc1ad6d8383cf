package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plangate.checks.sql.Identifiers;
import java.util.stream.Stream;

/** Style. */
final class RequireTableSchema implements Rule {
    private static final RuleInfo INFO = new RuleInfo("require-table-schema", 1406, Level.WARNING,
            "A table is made without naming its schema.",
            "Where it comes to be depends on the search_path of whoever runs the script.")
            .instead("Write the schema before the name.")
            .example("CREATE TABLE orders (id bigint PRIMARY KEY);",
                    "CREATE TABLE shop.orders (id bigint PRIMARY KEY);")
            .offByDefault();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        var tree = review.statement().tree();
        var table = switch (review.statement().node()) {
            case "CreateStmt" -> tree.path("relation");
            case "CreateForeignTableStmt" -> tree.path("base").path("relation");
            case "CreateTableAsStmt" -> tree.path("into").path("rel");
            case "SelectStmt" -> tree.path("intoClause").path("rel");
            default -> MissingNode.getInstance();
        };
        if (!table.has("relname") || table.has("schemaname") || "t".equals(table.path("relpersistence").asText())) {
            return Stream.empty();
        }
        String name = Identifiers.quoted(table.path("relname").asText());
        return Stream.of(review.finding(INFO, new Severity(INFO.level(), ""),
                "It makes " + name + " in whichever schema comes first in the search_path.",
                review.statement().text().replaceFirst(
                        "(?i)^(create\\s+(unlogged\\s+)?table\\s+(if\\s+not\\s+exists\\s+)?)",
                        "$1" + review.script().table(table).name().schema().replaceFirst("^$", "public") + ".") + ";"));
    }
}
