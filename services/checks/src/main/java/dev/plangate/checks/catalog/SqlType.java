package dev.plangate.checks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plangate.checks.sql.Ast;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A column's type.
 *
 * @param name as pg_type has it: "int8", "varchar"; of an array that of its element
 * @param modifiers length, or precision and scale; empty = none
 */
public record SqlType(String name, List<Integer> modifiers, boolean array) {
    private static final Pattern MODIFIERS = Pattern.compile("\\(([0-9, -]+)\\)");

    public SqlType {
        modifiers = List.copyOf(modifiers);
    }

    /** From pg_type.typname and format_type(). */
    public static SqlType of(String typname, String formatted) {
        var modifiers = new ArrayList<Integer>();
        var found = MODIFIERS.matcher(formatted);
        if (found.find()) {
            for (String modifier : found.group(1).split(",", -1)) {
                modifiers.add(Integer.parseInt(modifier.strip()));
            }
        }
        boolean array = formatted.endsWith("[]");
        return new SqlType(array ? typname.replaceFirst("^_", "") : typname, modifiers, array);
    }

    /** From a TypeName of the syntax tree. */
    public static SqlType of(JsonNode typeName) {
        var modifiers = new ArrayList<Integer>();
        for (JsonNode modifier : typeName.path("typmods")) {
            var value = modifier.path("A_Const").path("ival");
            if (value.isObject()) {
                modifiers.add(value.path("ival").asInt(0));
            }
        }
        var names = Ast.strings(typeName.path("names"));
        String name = names.isEmpty() ? "" : names.getLast();
        // char without a length is char(1) when it is written as the keyword
        if (name.equals("bpchar") && modifiers.isEmpty() && names.size() > 1) {
            modifiers.add(1);
        }
        return new SqlType(name, modifiers, typeName.path("arrayBounds").size() > 0);
    }

    /** As SQL writes it. */
    @Override
    public String toString() {
        String written = switch (name) {
            case "int8" -> "bigint";
            case "int4" -> "integer";
            case "int2" -> "smallint";
            case "float8" -> "double precision";
            case "float4" -> "real";
            case "bool" -> "boolean";
            case "bpchar" -> "char";
            default -> name;
        };
        String in = modifiers.isEmpty()
                ? ""
                : modifiers.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
        return written + in + (array ? "[]" : "");
    }
}
