package dev.plangate.checks.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Set;

/**
 * Reads the grammar's JSON into a tree without recursion. Of lists of data (rows of VALUES, members of IN) it keeps the first 1,000 and counts the
 * rest: a sheet that is all data would otherwise need a thousand times its size.
 */
final class TreeReader {
    /** Deeper trees are refused: no statement that a person wrote comes near. */
    static final int MAX_DEPTH = 10_000;
    static final int KEPT = 1_000;
    /** Beside a list that was cut: how long it was. */
    static final String TOTAL = "$total";

    private static final Set<String> DATA = Set.of("valuesLists", "items");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000).build())
            .build();

    private TreeReader() {}

    static JsonNode read(ByteBuffer json) throws IOException {
        try (JsonParser parser = JSON.createParser(json.array(), json.arrayOffset(), json.remaining())) {
            var open = new ArrayDeque<ContainerNode<?>>();
            var names = new ArrayDeque<String>();
            String name = "";
            while (true) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.currentName();
                } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    var done = open.pop();
                    name = names.pop();
                    if (open.isEmpty()) {
                        return done;
                    }
                } else if (token.isStructStart() && isFull(open.peek(), names.peek())) {
                    parser.skipChildren();
                    count(open, names.peek());
                } else {
                    JsonNode node = node(parser, token);
                    add(open.peek(), name, node);
                    if (node instanceof ContainerNode<?> container) {
                        open.push(container);
                        names.push(name);
                    }
                }
            }
        }
    }

    private static boolean isFull(ContainerNode<?> parent, String name) {
        return parent instanceof ArrayNode array && array.size() >= KEPT && DATA.contains(name);
    }

    private static void count(ArrayDeque<ContainerNode<?>> open, String name) {
        var levels = open.iterator();
        levels.next();
        if (levels.next() instanceof ObjectNode owner) {
            owner.put(name + TOTAL, owner.path(name + TOTAL).asLong(KEPT) + 1);
        }
    }

    private static void add(ContainerNode<?> parent, String name, JsonNode node) {
        switch (parent) {
            case ObjectNode object -> object.set(name, node);
            case ArrayNode array -> array.add(node);
            case null -> {
                // the root
            }
            default -> throw new IllegalStateException("a tree of objects and arrays has " + parent.getClass());
        }
    }

    private static JsonNode node(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> NODES.objectNode();
            case START_ARRAY -> NODES.arrayNode();
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IOException("the grammar wrote " + token);
        };
    }
}
