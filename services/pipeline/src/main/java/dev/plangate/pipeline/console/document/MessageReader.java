package dev.plangate.pipeline.console.document;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.plangate.pipeline.text.Nearest;
import dev.plangate.v1.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Walks one document's nodes beside the message's descriptor; remembers where each field stands. */
final class MessageReader {
    /** Accepted beside each {@code sheetSha256}: the SQL itself. */
    private static final String INLINE = "sql";

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final Map<String, Position> positions = new HashMap<>();

    MessageReader(String file) {
        this.file = file;
    }

    /** In the order of the file. */
    List<Mistake> mistakes() {
        return mistakes.stream().sorted(Comparator.comparingInt((Mistake mistake) -> mistake.at().line())
                .thenComparingInt(mistake -> mistake.at().column())).toList();
    }

    List<Sheet> sheets() {
        return sheets;
    }

    /** Where a field stands, or the nearest thing around it. */
    Position position(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'),
                at.lastIndexOf('['))))) {
            if (positions.containsKey(at)) {
                return positions.get(at);
            }
        }
        return positions.getOrDefault("", Position.START);
    }

    /** Whether the author wrote this field. */
    boolean isSet(String path) {
        return positions.containsKey(path);
    }

    void mistake(String path, String text) {
        mistakes.add(new Mistake(file, position(path), path, text));
    }

    /** Fills the message from the node's fields; {@code ignored} are keys that belong to the document, not the message. */
    void read(Node node, Message.Builder message, String path, Set<String> ignored) {
        positions.putIfAbsent(path, Position.of(node));
        if (!(node instanceof MappingNode mapping)) {
            mistake(path, "should be a mapping of fields");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> name = name(tuple.getKeyNode(), path);
            if (name.isEmpty() || ignored.contains(name.get())) {
                continue;
            }
            Optional<FieldDescriptor> field = field(message.getDescriptorForType(), name.get());
            String at = join(path, field.map(FieldDescriptor::getJsonName).orElse(name.get()));
            if (!seen.add(at)) {
                mistakes.add(new Mistake(file, Position.of(tuple.getKeyNode()), at, "is set twice"));
                continue;
            }
            positions.put(at, Position.of(tuple.getKeyNode()));
            if (field.isPresent()) {
                value(tuple.getValueNode(), message, field.get(), at);
            } else if (name.get().equals(INLINE) && sheetField(message) != null) {
                inline(tuple.getValueNode(), message, at);
            } else {
                mistake(at, "unknown field" + Nearest.hint(name.get(), names(message)));
            }
        }
    }

    private Optional<String> name(Node key, String path) {
        if (key instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        mistakes.add(new Mistake(file, Position.of(key), path, "a field's name should be a word"));
        return Optional.empty();
    }

    private void value(Node node, Message.Builder message, FieldDescriptor field, String path) {
        if (node instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
            return;
        }
        if (field.isMapField()) {
            map(node, message, field, path);
        } else if (field.isRepeated()) {
            list(node, message, field, path);
        } else if (otherIsSet(message, field)) {
            mistake(path, "only one of %s may be set".formatted(String.join(", ", alternatives(field))));
        } else {
            single(node, message, field, path).ifPresent(value -> message.setField(field, value));
        }
    }

    private void list(Node node, Message.Builder message, FieldDescriptor field, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            mistake(path, "should be a list, each entry on a line of its own after \"- \"");
            return;
        }
        int index = 0;
        for (Node entry : sequence.getValue()) {
            String at = path + "[" + index++ + "]";
            positions.put(at, Position.of(entry));
            single(entry, message, field, at).ifPresent(value -> message.addRepeatedField(field, value));
        }
    }

    private void map(Node node, Message.Builder message, FieldDescriptor field, String path) {
        if (!(node instanceof MappingNode mapping)) {
            mistake(path, "should be a mapping");
            return;
        }
        Descriptor entryType = field.getMessageType();
        for (NodeTuple tuple : mapping.getValue()) {
            String at = path + "[" + name(tuple.getKeyNode(), path).orElse("") + "]";
            positions.put(at, Position.of(tuple.getKeyNode()));
            Message.Builder entry = message.newBuilderForField(field);
            FieldDescriptor key = entryType.findFieldByNumber(1);
            FieldDescriptor value = entryType.findFieldByNumber(2);
            single(tuple.getKeyNode(), entry, key, at).ifPresent(k -> entry.setField(key, k));
            single(tuple.getValueNode(), entry, value, at).ifPresent(v -> entry.setField(value, v));
            message.addRepeatedField(field, entry.build());
        }
    }

    private Optional<Object> single(Node node, Message.Builder parent, FieldDescriptor field, String path) {
        boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !field.getMessageType().equals(Timestamp.getDescriptor());
        if (nested) {
            Message.Builder child = parent.newBuilderForField(field);
            read(node, child, path, Set.of());
            return Optional.of(child.build());
        }
        if (!(node instanceof ScalarNode scalar)) {
            mistake(path, "should be a single value");
            return Optional.empty();
        }
        try {
            return Optional.of(Scalars.value(field, scalar));
        } catch (Scalars.Wrong e) {
            mistakes.add(new Mistake(file, Position.of(node), path, e.getMessage()));
            return Optional.empty();
        }
    }

    private void inline(Node node, Message.Builder message, String path) {
        FieldDescriptor field = sheetField(message);
        if (!(node instanceof ScalarNode scalar) || Scalars.isNull(scalar)) {
            mistake(path, "should be SQL text");
        } else if (!message.getField(field).equals("") || otherIsSet(message, field)) {
            mistake(path, "only one of %s may be set".formatted(String.join(", ", alternatives(field))));
        } else {
            Sheet sheet = Sheet.newBuilder().setText(scalar.getValue()).build();
            sheets.add(sheet);
            message.setField(field, Document.sha256(sheet));
        }
    }

    private static FieldDescriptor sheetField(Message.Builder message) {
        return message.getDescriptorForType().findFieldByName("sheet_sha256");
    }

    private static boolean otherIsSet(Message.Builder message, FieldDescriptor field) {
        return field.getContainingOneof() != null
                ? message.hasOneof(field.getContainingOneof())
                : field.getName().equals("sheet_sha256") && !message.getField(field).equals("");
    }

    /** What may be written in place of a field, itself included. */
    private static List<String> alternatives(FieldDescriptor field) {
        List<String> names = new ArrayList<>();
        if (field.getContainingOneof() == null) {
            names.add(field.getJsonName());
        } else {
            field.getContainingOneof().getFields().forEach(other -> names.add(other.getJsonName()));
        }
        if (names.contains("sheetSha256")) {
            names.addFirst(INLINE);
        }
        return names;
    }

    /** The alternatives of the oneof that a path ends in, if it ends in one. */
    static Optional<List<String>> alternatives(Descriptor type, String oneof) {
        return type.getOneofs().stream().filter(o -> o.getName().equals(oneof)).findFirst()
                .map(o -> alternatives(o.getField(0)));
    }

    private static Optional<FieldDescriptor> field(Descriptor type, String name) {
        return type.getFields().stream().filter(f -> f.getJsonName().equals(name) || f.getName().equals(name))
                .findFirst();
    }

    private static List<String> names(Message.Builder message) {
        List<String> names = new ArrayList<>();
        message.getDescriptorForType().getFields().forEach(field -> names.add(field.getJsonName()));
        if (sheetField(message) != null) {
            names.add(INLINE);
        }
        return names;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
