package dev.plangate.db.legacy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes JSON wrong: a value at any depth is taken out, renamed, wrapped, or replaced by something else. */
final class Nonsense {
    private static final List<String> NUMBERS = List.of("0", "-1", "1e3", "1.5", "1.0e1", "-0", "99999999999999999999",
            "123456789", "1234567890", "1e300", "999999999999999999", "2147483648");
    private static final List<String> TEXTS = List.of("", " ", "MAYBE", "success", "7", "-7", "007", "1e3", "999999999",
            "9999999999999999999", "a/b", "instances/x", "'; drop table plan; --", "\u00e9\u00fc\ud83d\ude00", "\n\t",
            "NaN", "null", "x".repeat(3_000), "\u007f", "\ufffd", "\\u0000");

    private final RandomGenerator random;

    Nonsense(RandomGenerator random) {
        this.random = random;
    }

    /** A value that may be anything. */
    JsonElement value() {
        return switch (random.nextInt(8)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2, 3 -> new JsonPrimitive(new BigDecimal(pick(NUMBERS)));
            case 4, 5 -> new JsonPrimitive(pick(TEXTS));
            case 6 -> array();
            default -> object();
        };
    }

    /** Changes one value somewhere in the tree, and returns the tree. */
    JsonElement anywhere(JsonElement root) {
        var places = new ArrayList<Place>();
        collect(root, places);
        if (places.isEmpty() || random.nextInt(20) == 0) {
            return value();
        }
        pick(places).change();
        return root;
    }

    private sealed interface Place {
        void change();
    }

    private final class Field implements Place {
        private final JsonObject parent;
        private final String name;

        Field(JsonObject parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        @Override
        public void change() {
            JsonElement old = parent.get(name);
            switch (random.nextInt(7)) {
                case 0 -> parent.remove(name);
                case 1 -> parent.add(name, JsonNull.INSTANCE);
                case 2 -> {
                    parent.remove(name);
                    parent.add(name + "x", old);
                }
                case 3 -> {
                    var wrapped = new JsonArray();
                    wrapped.add(old);
                    parent.add(name, wrapped);
                }
                default -> parent.add(name, value());
            }
        }
    }

    private final class Element implements Place {
        private final JsonArray parent;
        private final int index;

        Element(JsonArray parent, int index) {
            this.parent = parent;
            this.index = index;
        }

        @Override
        public void change() {
            parent.set(index, value());
        }
    }

    private void collect(JsonElement tree, List<Place> places) {
        if (tree instanceof JsonObject object) {
            for (String name : object.keySet()) {
                places.add(new Field(object, name));
                collect(object.get(name), places);
            }
        } else if (tree instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Element(array, i));
                collect(array.get(i), places);
            }
        }
    }

    private JsonArray array() {
        var array = new JsonArray();
        int size = random.nextInt(40) == 0 ? 1_500 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            array.add(random.nextInt(3) == 0 ? new JsonPrimitive(pick(TEXTS)) : new JsonPrimitive(i));
        }
        return random.nextInt(30) == 0 ? deep() : array;
    }

    private JsonObject object() {
        var object = new JsonObject();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.add(pick(List.of("status", "results", "line", "name", "tableRows", "databases", "zzz", "")),
                    value());
        }
        return object;
    }

    private static JsonArray deep() {
        var deep = new JsonArray();
        for (int i = 0; i < 500; i++) {
            var outer = new JsonArray();
            outer.add(deep);
            deep = outer;
        }
        return deep;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
