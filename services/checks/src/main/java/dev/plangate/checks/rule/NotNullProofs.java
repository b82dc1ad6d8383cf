package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.RelationName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** CHECK (column IS NOT NULL) constraints that a script adds and validates: SET NOT NULL behind them does not scan. Used by one thread. */
final class NotNullProofs {
    private record Key(RelationName table, String name) {}

    private final Map<Key, String> pending = new HashMap<>();
    private final Set<Key> proven = new HashSet<>();

    void added(RelationName table, JsonNode constraint) {
        var test = constraint.path("raw_expr").path("NullTest");
        var fields = test.path("arg").path("ColumnRef").path("fields");
        if (!constraint.path("contype").asText().equals("CONSTR_CHECK")
                || !test.path("nulltesttype").asText().equals("IS_NOT_NULL")
                || fields.isEmpty()) {
            return;
        }
        String column = Ast.strings(fields).getLast();
        if (constraint.path("skip_validation").asBoolean()) {
            pending.put(new Key(table, constraint.path("conname").asText()), column);
        } else {
            proven.add(new Key(table, column));
        }
    }

    void validated(RelationName table, String constraint) {
        String column = pending.remove(new Key(table, constraint));
        if (column != null) {
            proven.add(new Key(table, column));
        }
    }

    boolean hold(RelationName table, String column) {
        return proven.contains(new Key(table, column));
    }
}
