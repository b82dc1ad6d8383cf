package dev.plangate.checks.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import java.util.Locale;
import java.util.Set;

/** Options in brackets, as of VACUUM (FULL) and REINDEX (CONCURRENTLY off). */
final class Options {
    private static final Set<String> OFF = Set.of("false", "off", "0", "no");

    private Options() {}

    /** Whether an option is named and not switched off. */
    static boolean on(JsonNode options, String name) {
        return Ast.all(options, "DefElem").stream().filter(option -> option.path("defname").asText().equals(name))
                .anyMatch(option -> !OFF.contains(value(option.path("arg"))));
    }

    /** Whether an option is named and switched off. */
    static boolean off(JsonNode options, String name) {
        return Ast.all(options, "DefElem").stream().filter(option -> option.path("defname").asText().equals(name))
                .anyMatch(option -> OFF.contains(value(option.path("arg"))));
    }

    private static String value(JsonNode argument) {
        if (argument.has("Integer")) {
            return argument.path("Integer").path("ival").asText("0");
        }
        if (argument.has("Boolean")) {
            return String.valueOf(argument.path("Boolean").path("boolval").asBoolean());
        }
        return argument.path("String").path("sval").asText("").toLowerCase(Locale.ROOT);
    }
}
