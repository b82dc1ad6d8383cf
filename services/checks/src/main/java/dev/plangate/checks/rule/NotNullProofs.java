package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Constraints that a script adds and validates and that prove a column to hold no nulls: SET NOT NULL behind them does not scan. Used by one thread. */
final class NotNullProofs {
    private record Key(RelationName table, String name) {}

    /** What constraints say; an unnamed one stands under its number. */
    private final Map<Key, Set<String>> pending = new HashMap<>();
    private final Map<Key, Set<String>> proven = new HashMap<>();

    void added(RelationName table, JsonNode constraint) {
        var columns = columns(constraint);
        if (!columns.isEmpty()) {
            var known = constraint.path("skip_validation").asBoolean() ? pending : proven;
            known.put(new Key(table, constraint.path("conname").asText("#" + known.size())), columns);
        }
    }

    void validated(RelationName table, String constraint) {
        var key = new Key(table, constraint);
        Optional.ofNullable(pending.remove(key)).ifPresent(columns -> proven.put(key, columns));
    }

    void dropped(RelationName table, String constraint) {
        pending.remove(new Key(table, constraint));
        proven.remove(new Key(table, constraint));
    }

    boolean hold(RelationName table, String column) {
        return proven.entrySet().stream()
                .anyMatch(proof -> proof.getKey().table().equals(table) && proof.getValue().contains(column));
    }

    private static Set<String> columns(JsonNode constraint) {
        return switch (constraint.path("contype").asText()) {
            case "CONSTR_NOTNULL" -> Set.copyOf(Ast.strings(constraint.path("keys")));
            case "CONSTR_CHECK" -> tested(constraint.path("raw_expr"));
            default -> Set.of();
        };
    }

    /** The columns of IS NOT NULL that must all be true for the expression to be so. */
    private static Set<String> tested(JsonNode expression) {
        var found = new HashSet<String>();
        var open = new ArrayDeque<JsonNode>(List.of(expression));
        while (!open.isEmpty()) {
            var one = open.pop();
            if (one.path("BoolExpr").path("boolop").asText().equals("AND_EXPR")) {
                one.path("BoolExpr").path("args").forEach(open::push);
            }
            var test = one.path("NullTest");
            var fields = test.path("arg").path("ColumnRef").path("fields");
            if (test.path("nulltesttype").asText().equals("IS_NOT_NULL") && !fields.isEmpty()) {
                found.add(Ast.strings(fields).getLast());
            }
        }
        return found;
    }
}
