package dev.plangate.checks.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What a PL/pgSQL body gives the server to run, as its parser reports it. */
sealed interface BodyPart {
    /** SQL as it stands there. */
    record Sql(String text, int line) implements BodyPart {}

    /** EXECUTE of an expression. */
    record Executed(String expression, int line) implements BodyPart {}

    /** A node on the way down. */
    record Step(String field, JsonNode node, int line) {}

    /** Statements by what the parser calls parseMode: 0 is a statement, all others are expressions of PL/pgSQL. */
    int STATEMENT = 0;

    /** All of a body, not in the order of the text. */
    static List<BodyPart> of(JsonNode functions) {
        var found = new ArrayList<BodyPart>();
        var open = new ArrayDeque<Step>();
        open.push(new Step("", functions, 1));
        while (!open.isEmpty()) {
            var step = open.pop();
            int line = step.node().path("lineno").asInt(step.line());
            for (var field : step.node().properties().stream().toList().reversed()) {
                if (field.getKey().equals("PLpgSQL_expr")) {
                    add(found, step.field(), field.getValue(), line);
                } else if (!field.getKey().equals("datums")) {
                    open.push(new Step(field.getKey(), field.getValue(), line));
                }
            }
            for (int i = step.node().isArray() ? step.node().size() - 1 : -1; i >= 0; i--) {
                open.push(new Step(step.field(), step.node().get(i), line));
            }
        }
        return found;
    }

    private static void add(List<BodyPart> found, String field, JsonNode expression, int line) {
        String query = expression.path("query").asText();
        if (expression.path("parseMode").asInt(-1) == STATEMENT) {
            found.add(new Sql(query, line));
        } else if (field.equals("query") || field.equals("dynquery")) {
            found.add(new Executed(query, line));
        }
    }
}
