package dev.plangate.standalone.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.standalone.registry.RegisteredSchema.Schema;
import java.io.IOException;
import java.util.List;

/** Confluent's REST paths. */
final class RegistryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Registry registry;

    RegistryRoutes(Registry registry) {
        this.registry = registry;
    }

    /**
     * Answers a request.
     *
     * @param path its decoded segments
     */
    JsonNode answer(String method, List<String> path, String body) throws RegistryError, IOException {
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "" -> JSON.createObjectNode();
            case "subjects" -> subjects(method, path, body);
            case "schemas" -> schemas(method, path);
            case "config" -> config(method, body);
            case "mode" -> JSON.createObjectNode().put("mode", "READWRITE");
            default -> throw RegistryError.notFound();
        };
    }

    private JsonNode subjects(String method, List<String> path, String body) throws RegistryError, IOException {
        return switch (method + " " + path.size() + (path.size() > 2 ? path.get(2) : "")) {
            case "GET 1" -> JSON.valueToTree(registry.subjects());
            case "POST 2" -> version(registry.lookUp(path.get(1), schema(body)));
            case "POST 3versions" ->
                JSON.createObjectNode().put("id", registry.register(path.get(1), schema(body)).id());
            case "GET 3versions" ->
                JSON.valueToTree(registry.versions(path.get(1)).stream().map(RegisteredSchema::version).toList());
            case "GET 4versions" -> version(registry.version(path.get(1), path.get(3)));
            case "GET 5versions" -> text(path, registry.version(path.get(1), path.get(3)).schema());
            case "DELETE 2", "DELETE 4versions" -> throw RegistryError.notAllowed();
            default -> throw RegistryError.notFound();
        };
    }

    private JsonNode schemas(String method, List<String> path) throws RegistryError {
        if (!method.equals("GET")) {
            throw RegistryError.notAllowed();
        }
        if (path.equals(List.of("schemas", "types"))) {
            return JSON.valueToTree(List.of("JSON", "PROTOBUF", "AVRO"));
        }
        if (path.size() < 3 || !path.get(1).equals("ids")) {
            throw RegistryError.notFound();
        }
        return switch (path.size() == 3 ? "" : path.get(3)) {
            case "" -> fields(JSON.createObjectNode(), registry.schema(path.get(2)));
            case "schema" -> JSON.getNodeFactory().textNode(registry.schema(path.get(2)).schema());
            case "subjects" -> JSON.valueToTree(
                    registry.uses(path.get(2)).stream().map(RegisteredSchema::subject).distinct().toList());
            case "versions" -> JSON.valueToTree(registry.uses(path.get(2))
                    .stream()
                    .map(use -> JSON.createObjectNode().put("subject", use.subject()).put("version", use.version()))
                    .toList());
            default -> throw RegistryError.notFound();
        };
    }

    /** Nothing is compared, and the registry says so. */
    private static JsonNode config(String method, String body) throws RegistryError {
        if (method.equals("PUT")) {
            var level = parse(body).path("compatibility").asText();
            if (!level.equals("NONE")) {
                throw RegistryError.invalidCompatibility(level);
            }
            return JSON.createObjectNode().put("compatibility", level);
        }
        return JSON.createObjectNode().put("compatibilityLevel", "NONE");
    }

    private static JsonNode text(List<String> path, Schema schema) throws RegistryError {
        if (!path.get(4).equals("schema")) {
            throw RegistryError.notFound();
        }
        return JSON.getNodeFactory().textNode(schema.schema());
    }

    private static JsonNode version(RegisteredSchema version) {
        return fields(JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id()), version.schema());
    }

    private static ObjectNode fields(ObjectNode node, Schema schema) {
        // Confluent leaves out what is the default.
        if (!schema.schemaType().equals("AVRO")) {
            node.put("schemaType", schema.schemaType());
        }
        if (!schema.references().isEmpty()) {
            node.set("references", JSON.valueToTree(schema.references()));
        }
        return node.put("schema", schema.schema());
    }

    private static Schema schema(String body) throws RegistryError {
        try {
            return JSON.treeToValue(parse(body), Schema.class);
        } catch (JsonProcessingException e) {
            throw RegistryError.invalidSchema(e.getOriginalMessage());
        }
    }

    private static JsonNode parse(String body) throws RegistryError {
        try {
            var node = JSON.readTree(body);
            if (node == null || !node.isObject()) {
                throw RegistryError.invalidSchema("the request's body is no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw RegistryError.invalidSchema("the request's body is no JSON: " + e.getOriginalMessage());
        }
    }
}
