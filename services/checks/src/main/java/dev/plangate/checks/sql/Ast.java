package dev.plangate.checks.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reading of the grammar's syntax trees. Nothing here recurses: a tree may be thousands of levels deep. */
public final class Ast {
    private record Step(String field, JsonNode node) {}

    private Ast() {}

    /** Visits every object in and below a node, parents first, with the name of the field that it stands in. */
    public static void walk(JsonNode root, BiConsumer<String, JsonNode> visitor) {
        var open = new ArrayDeque<Step>();
        open.push(new Step("", root));
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (step.node().isObject()) {
                visitor.accept(step.field(), step.node());
                var below = new ArrayList<>(step.node().properties());
                below.reversed().forEach(field -> open.push(new Step(field.getKey(), field.getValue())));
            } else if (step.node().isArray()) {
                for (int i = step.node().size() - 1; i >= 0; i--) {
                    open.push(new Step(step.field(), step.node().get(i)));
                }
            }
        }
    }

    /** All objects of a kind ("FuncCall") in and below a node, in the order of the text. */
    public static List<JsonNode> all(JsonNode root, String kind) {
        var found = new ArrayList<JsonNode>();
        walk(root, (field, node) -> {
            if (field.equals(kind)) {
                found.add(node);
            }
        });
        return found;
    }

    /** All tables and views that are named in and below a node. */
    public static List<RelationName> relations(JsonNode root) {
        var found = new ArrayList<RelationName>();
        walk(root, (_, node) -> {
            if (node.path("relname").isTextual()) {
                found.add(relation(node));
            }
        });
        return found;
    }

    /** The name in a RangeVar. */
    public static RelationName relation(JsonNode rangeVar) {
        return new RelationName(rangeVar.path("schemaname").asText(""), rangeVar.path("relname").asText());
    }

    /** The parts of a list of strings: of a qualified name, of key columns. */
    public static List<String> strings(JsonNode list) {
        var found = new ArrayList<String>();
        for (JsonNode item : list.has("List") ? list.path("List").path("items") : list) {
            found.add(item.path("String").path("sval").asText());
        }
        return found;
    }

    /** The objects that a DROP names, each as its parts. */
    public static List<List<String>> dropped(JsonNode drop) {
        var found = new ArrayList<List<String>>();
        for (JsonNode object : drop.path("objects")) {
            found.add(object.has("String") ? List.of(object.path("String").path("sval").asText()) : strings(object));
        }
        return found;
    }

    /** The relation that the parts of a name mean: the last is its name, the one before its schema. */
    public static RelationName relation(List<String> parts) {
        return new RelationName(parts.size() > 1 ? parts.get(parts.size() - 2) : "", parts.getLast());
    }
}
