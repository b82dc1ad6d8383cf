package dev.plangate.checks.rule;

import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule 22, DROP TABLE. */
final class BanDropTable implements Rule {
    private static final RuleInfo INFO = new RuleInfo("ban-drop-table", 1220, Level.ERROR, "A table is dropped.",
            "Its rows are gone at commit, and every version of the application that still uses it fails.")
            .instead(
                    "Take the application's rights on it or rename it first, and drop it once nothing has missed it for a while; keep a dump of its rows.")
            .example("DROP TABLE orders;", "REVOKE ALL ON orders FROM shop_app;");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Review review) {
        if (!review.statement().node().equals("DropStmt")
                || !review.statement().tree().path("removeType").asText().equals("OBJECT_TABLE")) {
            return Stream.empty();
        }
        return Ast.dropped(review.statement().tree()).stream().map(parts -> review.script().table(Ast.relation(parts)))
                .filter(table -> !table.created())
                .map(table -> review.finding(INFO, review.sizes().losing(table),
                        "It drops " + table.written() + "." + dependents(table),
                        "ALTER TABLE %1$s RENAME TO %2$s; -- and drop it once nothing has missed it for a while"
                                .formatted(table.written(),
                                        Identifiers.quoted(Identifiers.derived(table.written().name(), "unused")))));
    }

    static String dependents(TableUse table) {
        return dependents(table.known().map(Table::dependents).orElse(List.of()));
    }

    static String dependents(List<String> names) {
        return names.isEmpty()
                ? ""
                : " On it depend: " + names.stream().limit(20).collect(Collectors.joining(", "))
                        + (names.size() > 20 ? ", and more." : ".");
    }
}
