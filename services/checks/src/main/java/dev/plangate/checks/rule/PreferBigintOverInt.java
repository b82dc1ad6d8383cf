package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rule 27, keys. */
final class PreferBigintOverInt implements Rule {
    private static final RuleInfo INFO = new RuleInfo("prefer-bigint-over-int", 1270, Level.WARNING,
            "A key that is a 32 or 16 bit number.",
            "After 2,147,483,647 rows (32,767 of smallint), deleted ones included, every INSERT fails, and a wider type then means to rewrite the table under an ACCESS EXCLUSIVE lock.")
            .instead("Make keys bigint: four bytes more in each row, and no end in sight.")
            .example("CREATE TABLE orders (id int PRIMARY KEY);", "CREATE TABLE orders (id bigint PRIMARY KEY);");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    private static final Map<String, String> WIDE = Map.of("int4", "bigint", "int2", "bigint", "serial", "bigserial",
            "serial4", "bigserial", "smallserial", "bigserial", "serial2", "bigserial");

    @Override
    public Stream<Finding> check(Review review) {
        if (PresentTable.isLeft(review)) {
            return Stream.empty();
        }
        var keys = new HashSet<String>();
        review.statement().tree().path("tableElts").forEach(element -> add(keys, element.path("Constraint")));
        review.alterations().stream().filter(command -> command.kind().equals("AT_AddConstraint"))
                .forEach(command -> add(keys, command.definition()));
        return NewColumn.of(review).stream()
                .filter(column -> column.kind() != NewColumn.Kind.RETYPED && WIDE.containsKey(column.typeName()))
                .filter(column -> keys.contains(column.column()) || column.has("CONSTR_PRIMARY")
                        || column.has("CONSTR_IDENTITY") || column.typeName().contains("serial"))
                .map(column -> review.finding(INFO, new Severity(INFO.level(), ""), column.range(),
                        "The key " + column + " is of type " + column.type() + ".",
                        column.rewritten(review, WIDE.get(column.typeName()))));
    }

    private static void add(Set<String> keys, JsonNode constraint) {
        if (constraint.path("contype").asText().equals("CONSTR_PRIMARY")) {
            keys.addAll(Ast.strings(constraint.path("keys")));
        }
    }
}
