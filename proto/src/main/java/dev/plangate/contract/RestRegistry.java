package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A registry that speaks Confluent's REST API. A schema is looked up first and registered only when the registry does
 * not have it, so that who may read and not write can run with schemas that were registered beforehand.
 */
final class RestRegistry implements SchemaRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A version of a subject: what references to it name. */
    private record Registered(int id, int version) {}

    /** What has an id: a file under a subject. All message types of a file share its schema. */
    private record Key(String subject, String file) {}

    private final RegistryHttp http;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Registered> known = new HashMap<>();

    RestRegistry(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    @Override
    public int register(String subject, Descriptor type) {
        lock.lock();
        try {
            return registered(subject, type.getFile()).id();
        } finally {
            lock.unlock();
        }
    }

    private Registered registered(String subject, FileDescriptor file) {
        Key key = new Key(subject, file.getFullName());
        Registered found = known.get(key);
        if (found == null) {
            found = ask(subject, request(SchemaText.of(file)));
            known.put(key, found);
        }
        return found;
    }

    /** Imports are registered first, each under a subject of its own name, as Confluent's clients do. */
    private String request(SchemaText schema) {
        ObjectNode request = JSON.createObjectNode().put("schemaType", "PROTOBUF").put("schema", schema.text());
        ArrayNode references = request.putArray("references");
        for (FileDescriptor imported : schema.imports()) {
            String name = imported.getFullName();
            references.addObject().put("name", name).put("subject", name).put("version",
                    registered(name, imported).version());
        }
        return request.toString();
    }

    private Registered ask(String subject, String request) {
        String path = "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
        RegistryHttp.Answer found = http.post(subject, path, request);
        if (found.status() == 404) {
            accepted(subject, http.post(subject, path + "/versions", request));
            found = http.post(subject, path, request);
        }
        JsonNode version = accepted(subject, found);
        return new Registered(number(subject, version, "id"), number(subject, version, "version"));
    }

    private static JsonNode accepted(String subject, RegistryHttp.Answer answer) {
        if (answer.status() != 200) {
            throw new SchemaRefused("the schema registry %s refuses the schema of %s: %d %s".formatted(answer.from(),
                    subject, answer.status(), answer.words()));
        }
        return answer.json();
    }

    private static int number(String subject, JsonNode version, String field) {
        JsonNode value = version.path(field);
        if (!value.isInt()) {
            throw new SchemaRefused(
                    "the schema registry answered for %s without \"%s\": is the URL that of a Confluent-compatible API?"
                            .formatted(subject, field));
        }
        return value.intValue();
    }

    @Override
    public void close() {
        http.close();
    }
}
