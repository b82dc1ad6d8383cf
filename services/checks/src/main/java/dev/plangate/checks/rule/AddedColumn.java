package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.catalog.SqlType;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Identifiers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A column that ALTER TABLE adds.
 *
 * @param command that adds it
 * @param name as written in SQL
 */
record AddedColumn(AlterCommand command, String name) {
    private static final Set<String> SERIAL = Set.of("serial", "serial2", "serial4", "serial8", "smallserial",
            "bigserial");

    /** Those of the statement, of a table that the script did not make. */
    static Stream<AddedColumn> of(Review review) {
        return review.alterationsInUse().filter(command -> command.kind().equals("AT_AddColumn")).map(
                command -> new AddedColumn(command, Identifiers.quoted(command.definition().path("colname").asText())));
    }

    /** Whether it is declared as smallserial, serial or bigserial. */
    boolean serial() {
        List<String> names = Ast.strings(command.definition().path("typeName").path("names"));
        return names.size() == 1 && SERIAL.contains(names.getFirst());
    }

    /** Its type as SQL; of a serial that of its values. */
    String type() {
        String type = SqlType.of(command.definition().path("typeName")).toString();
        return switch (type) {
            case "serial2", "smallserial" -> "smallint";
            case "serial", "serial4" -> "integer";
            case "serial8", "bigserial" -> "bigint";
            default -> type;
        };
    }

    /** Whether a constraint of a kind stands in its definition: "CONSTR_IDENTITY". */
    boolean has(String kind) {
        return constraints(kind).findAny().isPresent();
    }

    /** Whether every row has a value of it from the start. */
    boolean filled() {
        return serial() || has("CONSTR_IDENTITY") || has("CONSTR_GENERATED") || constraints("CONSTR_DEFAULT")
                .anyMatch(given -> !given.path("raw_expr").path("A_Const").path("isnull").asBoolean());
    }

    Stream<JsonNode> constraints(String kind) {
        return command.columnConstraints().stream()
                .filter(constraint -> constraint.path("contype").asText().equals(kind));
    }
}
