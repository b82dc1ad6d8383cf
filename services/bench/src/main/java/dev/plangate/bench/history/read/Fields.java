package dev.plangate.bench.history.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object, read strictly. protojson leaves default values out and writes 64-bit integers as text: both are read so.
 *
 * @param node an object
 */
record Fields(JsonNode node) {
    Fields {
        if (!node.isObject()) {
            throw new IllegalArgumentException("wanted an object, got " + shortened(node));
        }
    }

    /** Empty when absent or null. */
    String text(String name) {
        JsonNode field = node.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return "";
        }
        if (!field.isTextual()) {
            throw wrong(name, "a text", field);
        }
        return field.textValue();
    }

    /** The name of an enum value; a number that nobody has named comes as it is. */
    String word(String name) {
        return node.path(name).isIntegralNumber() ? node.path(name).asText() : text(name);
    }

    /** 0 when absent or null. */
    long number(String name) {
        JsonNode field = node.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return 0;
        }
        if (field.isIntegralNumber() && field.canConvertToLong()) {
            return field.longValue();
        }
        try {
            return Long.parseLong(text(name));
        } catch (IllegalArgumentException _) {
            throw wrong(name, "a whole number", field);
        }
    }

    /** A number that has to be there. */
    long needed(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(name + ": missing");
        }
        return number(name);
    }

    /** False when absent or null. */
    boolean flag(String name) {
        JsonNode field = node.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return false;
        }
        if (!field.isBoolean()) {
            throw wrong(name, "true or false", field);
        }
        return field.booleanValue();
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Optional<Fields> object(String name) {
        return has(name) ? Optional.of(new Fields(node.get(name))) : Optional.empty();
    }

    List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        array(name).forEach(element -> objects.add(new Fields(element)));
        return objects;
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        array(name).forEach(element -> {
            if (!element.isTextual()) {
                throw wrong(name, "texts", element);
            }
            texts.add(element.textValue());
        });
        return texts;
    }

    private JsonNode array(String name) {
        JsonNode field = node.path(name);
        if (!field.isMissingNode() && !field.isNull() && !field.isArray()) {
            throw wrong(name, "a list", field);
        }
        return field;
    }

    private static IllegalArgumentException wrong(String name, String wanted, JsonNode got) {
        return new IllegalArgumentException("%s: wanted %s, got %s".formatted(name, wanted, shortened(got)));
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
