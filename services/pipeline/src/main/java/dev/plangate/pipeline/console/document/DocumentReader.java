package dev.plangate.pipeline.console.document;

import com.google.protobuf.Message;
import dev.plangate.pipeline.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML or JSON, which is a part of YAML. A file holds any number of documents, separated by {@code ---} or in a
 * list; each has a {@code kind} and the fields of that message, named as in protojson or as in the schema.
 */
public final class DocumentReader {
    private static final String KIND = "kind";
    /** Sheets have up to 8 MiB, a file may hold several. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private final Defaults defaults;

    public DocumentReader(Defaults defaults) {
        this.defaults = defaults;
    }

    /** Everything that a file holds, and everything that is wrong with it. */
    public Documents read(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).setCodePointLimit(LARGEST)
                .build();
        Documents read = Documents.NONE;
        try {
            for (Node root : new Compose(settings).composeAllFromString(text)) {
                for (Node node : root instanceof SequenceNode list ? list.getValue() : List.of(root)) {
                    read = read.and(document(file, node));
                }
            }
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().or(e::getContextMark).map(Position::of).orElse(Position.START);
            return read.and(wrong(file, at, "is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            return read.and(wrong(file, Position.START, "is not YAML: " + e.getMessage()));
        }
        return read;
    }

    private Documents document(String file, Node node) {
        if (node instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
            return Documents.NONE;
        }
        if (!(node instanceof MappingNode mapping)) {
            return wrong(file, Position.of(node), "should be a mapping that begins with kind: Plan");
        }
        Optional<ScalarNode> kindNode = mapping.getValue().stream().filter(tuple -> isKind(tuple.getKeyNode()))
                .map(tuple -> tuple.getValueNode()).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast)
                .findFirst();
        String choice = String.join(", ", Kind.labels());
        if (kindNode.isEmpty()) {
            return wrong(file, Position.of(node), "kind: is missing; should be one of " + choice);
        }
        String label = kindNode.get().getValue();
        return Kind.of(label).map(kind -> message(file, node, kind)).orElseGet(() -> wrong(file,
                Position.of(kindNode.get()), "kind: %s should be one of %s%s".formatted(Scalars.quoted(label), choice,
                        Nearest.hint(label, Kind.labels()))));
    }

    private Documents message(String file, Node node, Kind kind) {
        MessageReader reader = new MessageReader(file);
        Message.Builder builder = kind.builder();
        reader.read(node, builder, "", Set.of(KIND));
        Message message = defaults.fill(builder.build());
        if (reader.mistakes().isEmpty()) {
            // Only then: what could not be read would be reported once more as missing.
            Rules.check(kind, message, reader);
        }
        List<Document> documents = new ArrayList<>();
        if (reader.mistakes().isEmpty()) {
            documents.add(new Document(file, Position.of(node), kind, message, reader.sheets()));
        }
        return new Documents(documents, reader.mistakes());
    }

    private static boolean isKind(Node key) {
        return key instanceof ScalarNode scalar && scalar.getValue().equals(KIND);
    }

    private static Documents wrong(String file, Position at, String text) {
        return new Documents(List.of(), List.of(new Mistake(file, at, "", text)));
    }
}
