package dev.plangate.db.legacy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON of which nothing is known. A value that is null counts as missing. */
record Json(Optional<JsonElement> value) {
    private static final int READ = 1_000;

    static Json of(String text) {
        return text == null ? new Json(Optional.empty()) : new Json(Optional.of(JsonParser.parseString(text)));
    }

    static Json of(JsonElement element) {
        return new Json(Optional.of(element));
    }

    Json at(String... path) {
        JsonElement here = value.orElse(JsonNull.INSTANCE);
        for (String name : path) {
            here = here instanceof JsonObject object && object.has(name) ? object.get(name) : JsonNull.INSTANCE;
        }
        return of(here);
    }

    boolean missing() {
        return value.isEmpty() || value.get().isJsonNull();
    }

    /** "object", "array", "string", "number", "boolean", "null". */
    String type() {
        return switch (value.orElse(JsonNull.INSTANCE)) {
            case JsonObject _ -> "object";
            case JsonArray _ -> "array";
            case JsonPrimitive p when p.isString() -> "string";
            case JsonPrimitive p when p.isNumber() -> "number";
            case JsonPrimitive _ -> "boolean";
            default -> "null";
        };
    }

    /** Text that is not empty. */
    Optional<String> text() {
        return type().equals("string")
                ? value.map(JsonElement::getAsString).filter(t -> !t.isEmpty())
                : Optional.empty();
    }

    Optional<Long> count(int digits) {
        String shown = switch (type()) {
            case "number" -> new BigDecimal(value.orElseThrow().getAsString()).toPlainString();
            case "string" -> value.orElseThrow().getAsString();
            default -> "";
        };
        return shown.matches("[0-9]{1," + digits + "}") ? Optional.of(Long.valueOf(shown)) : Optional.empty();
    }

    int size() {
        return value.orElse(JsonNull.INSTANCE) instanceof JsonArray array ? array.size() : 0;
    }

    /** The first thousand elements of an array. */
    List<Json> elements() {
        List<Json> all = new ArrayList<>();
        if (value.orElse(JsonNull.INSTANCE) instanceof JsonArray array) {
            for (int i = 0; i < Math.min(READ, array.size()); i++) {
                all.add(of(array.get(i)));
            }
        }
        return all;
    }

    List<Map.Entry<String, Json>> fields() {
        return value.orElse(JsonNull.INSTANCE) instanceof JsonObject object
                ? object.entrySet().stream().map(e -> Map.entry(e.getKey(), of(e.getValue()))).toList()
                : List.of();
    }

    /** As Postgres shows a value that has no parts; empty = it has parts. */
    Optional<String> shown() {
        return switch (type()) {
            case "string", "boolean" -> value.map(JsonElement::getAsString);
            case "number" -> value.map(v -> new BigDecimal(v.getAsString()).toPlainString());
            case "null" -> Optional.of("missing");
            default -> Optional.empty();
        };
    }
}
