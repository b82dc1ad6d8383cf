package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import dev.plangate.checks.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of a setting: SET, RESET or SELECT set_config(...).
 *
 * @param name in lower case; "*" = all are reset
 * @param values none = back to the default
 * @param local until the end of the transaction only
 */
record Setting(String name, List<String> values, boolean local) {
    static Optional<Setting> of(Statement statement) {
        var tree = statement.tree();
        return switch (statement.node()) {
            case "VariableSetStmt" -> Optional.of(set(tree));
            case "DiscardStmt" ->
                "DISCARD_ALL".equals(tree.path("target").asText()) ? Optional.of(all()) : Optional.empty();
            case "SelectStmt" -> configured(tree);
            default -> Optional.empty();
        };
    }

    private static Setting set(JsonNode tree) {
        boolean local = tree.path("is_local").asBoolean();
        return switch (tree.path("kind").asText()) {
            case "VAR_RESET_ALL" -> all();
            case "VAR_SET_VALUE" -> new Setting(name(tree), values(tree.path("args")), local);
            default -> new Setting(name(tree), List.of(), local);
        };
    }

    private static Optional<Setting> configured(JsonNode tree) {
        for (JsonNode call : Ast.all(tree.path("targetList"), "FuncCall")) {
            var names = Ast.strings(call.path("funcname"));
            var args = values(call.path("args"));
            if (!names.isEmpty() && names.getLast().equals("set_config") && args.size() == 3) {
                var parts = new ArrayList<String>();
                for (String part : args.get(1).split(",", -1)) {
                    parts.add(part.strip().replaceAll("^\"|\"$", ""));
                }
                return Optional
                        .of(new Setting(args.get(0).toLowerCase(Locale.ROOT), parts, args.get(2).equals("true")));
            }
        }
        return Optional.empty();
    }

    private static Setting all() {
        return new Setting("*", List.of(), false);
    }

    private static String name(JsonNode tree) {
        return tree.path("name").asText().toLowerCase(Locale.ROOT);
    }

    private static List<String> values(JsonNode args) {
        var values = new ArrayList<String>();
        for (JsonNode arg : args) {
            var constant = arg.has("TypeCast") ? arg.path("TypeCast").path("arg").path("A_Const") : arg.path("A_Const");
            if (constant.has("sval")) {
                values.add(constant.path("sval").path("sval").asText(""));
            } else if (constant.has("ival")) {
                values.add(constant.path("ival").path("ival").asText("0"));
            } else if (constant.has("fval")) {
                values.add(constant.path("fval").path("fval").asText(""));
            } else {
                values.add(constant.path("boolval").path("boolval").asBoolean() ? "true" : "false");
            }
        }
        return values;
    }

    /** Whether it names a time that is not zero. */
    boolean isTime() {
        return values.size() == 1 && !values.getFirst().matches("\\s*-?[0.]+\\s*[a-z]*\\s*");
    }
}
