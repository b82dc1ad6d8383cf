package dev.plangate.bench.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Objects as protojson writes them: 64-bit integers are texts, default values are left out. */
final class Json {
    private Json() {}

    /** Name, value, name, value ...; a long is an int64, an int an int32. */
    static ObjectNode object(Object... fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < fields.length; i += 2) {
            set(object, (String) fields[i], fields[i + 1]);
        }
        return object;
    }

    static void set(ObjectNode object, String name, Object value) {
        switch (value) {
            case String text when text.isEmpty() -> object.remove(name);
            case String text -> object.put(name, text);
            case Long number when number == 0 -> object.remove(name);
            case Long number -> object.put(name, number.toString());
            case Integer number when number == 0 -> object.remove(name);
            case Integer number -> object.put(name, number);
            case Boolean flag when !flag -> object.remove(name);
            case Boolean flag -> object.put(name, flag);
            case List<?> list when list.isEmpty() -> object.remove(name);
            case List<?> list -> {
                ArrayNode array = object.putArray(name);
                list.forEach(element -> array.add(element instanceof JsonNode node
                        ? node
                        : JsonNodeFactory.instance.textNode((String) element)));
            }
            case JsonNode node -> object.set(name, node);
            default -> throw new IllegalArgumentException("no field of protojson: " + value);
        }
    }
}
