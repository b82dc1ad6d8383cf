package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.plangate.contract.RegistryHttp.Answer;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A registry that speaks Confluent's REST API. A schema is looked up first and registered only when the registry does
 * not have it, so that who may read and not write can run with schemas that were registered beforehand.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">The API</a>
 */
final class RestRegistry implements SchemaRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttp http;
    private final ReentrantLock lock = new ReentrantLock();
    /** Ids by subject and file: all message types of a file share its schema. */
    private final Map<Subject, Integer> ids = new HashMap<>();
    /** Versions of imports, by name; each is its own subject, as with Confluent's clients. */
    private final Map<String, Integer> versions = new HashMap<>();

    private record Subject(String name, String file) {}

    RestRegistry(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    @Override
    public int register(String subject, Descriptor type) {
        lock.lock();
        try {
            Subject key = new Subject(subject, type.getFile().getFullName());
            Integer id = ids.get(key);
            if (id == null) {
                String schema = request(type.getFile());
                Answer found = http.post(subject, path(subject), schema);
                id = number(subject, found.status() == 404 ? write(subject, schema) : found, "id");
                ids.put(key, id);
            }
            return id;
        } finally {
            lock.unlock();
        }
    }

    /** The schema as the API wants it. Registers what it imports. */
    private String request(FileDescriptor file) {
        SchemaText schema = SchemaText.of(file);
        ObjectNode request = JSON.createObjectNode().put("schemaType", "PROTOBUF").put("schema", schema.text());
        ArrayNode references = request.putArray("references");
        for (FileDescriptor imported : schema.imports()) {
            String name = imported.getFullName();
            references.addObject().put("name", name).put("subject", name).put("version", version(imported));
        }
        return request.toString();
    }

    private int version(FileDescriptor file) {
        String subject = file.getFullName();
        Integer version = versions.get(subject);
        if (version == null) {
            String schema = request(file);
            Answer found = http.post(subject, path(subject), schema);
            if (found.status() == 404) {
                accepted(subject, write(subject, schema));
                found = http.postUntilFound(subject, path(subject), schema);
            }
            version = number(subject, found, "version");
            versions.put(subject, version);
        }
        return version;
    }

    private Answer write(String subject, String schema) {
        return http.post(subject, path(subject) + "/versions", schema);
    }

    private static String path(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    private static JsonNode accepted(String subject, Answer answer) {
        if (answer.status() != 200) {
            throw new SchemaRefused("the schema registry %s refuses the schema of %s: %d %s%s".formatted(answer.from(),
                    subject, answer.status(), answer.words(), answer.status() == 404 ? "; " + base() : ""));
        }
        return answer.json();
    }

    private static int number(String subject, Answer answer, String field) {
        JsonNode value = accepted(subject, answer).path(field);
        if (!value.isInt()) {
            throw new SchemaRefused("the schema registry %s answers for %s without \"%s\": %s".formatted(answer.from(),
                    subject, field, base()));
        }
        return value.intValue();
    }

    private static String base() {
        return "wanted the base URL of a Confluent-compatible API (of Apicurio: http://host:8080/apis/ccompat/v7)";
    }

    @Override
    public void close() {
        http.close();
    }
}
