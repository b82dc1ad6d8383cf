package dev.plangate.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            {"schemaType": "PROTOBUF", "schema": "syntax = \\"proto3\\"; message Greeting { string text = 1; }"}""";

    @TempDir
    Path dir;

    private EmbeddedRegistry registry;

    @BeforeEach
    void start() {
        registry = EmbeddedRegistry.start(dir.resolve("schemas.jsonl"), 0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void handsOutTheSameIdsAfterARestart() {
        var before = idsOfAllTopics();
        stop();
        start();

        assertThat(idsOfAllTopics()).isEqualTo(before);
        assertThat(before).hasSameSizeAs(Topics.ALL);
    }

    @Test
    void forgetsALineThatACrashCutOff() throws Exception {
        var before = idsOfAllTopics();
        stop();
        Files.writeString(dir.resolve("schemas.jsonl"), "{\"subject\":\"torn", StandardOpenOption.APPEND);
        start();

        assertThat(idsOfAllTopics()).isEqualTo(before);
        assertThat(call("POST", "/subjects/new-value/versions", SCHEMA).path("id").asInt()).isPositive();
    }

    @Test
    void aSchemaHasOneIdUnderEverySubject() throws Exception {
        var id = call("POST", "/subjects/a-value/versions", SCHEMA).path("id").asInt();

        assertThat(call("POST", "/subjects/b-value/versions", SCHEMA).path("id").asInt()).isEqualTo(id);
        assertThat(call("POST", "/subjects/a-value/versions", SCHEMA).path("id").asInt()).isEqualTo(id);
        assertThat(call("GET", "/subjects/a-value/versions", "")).hasToString("[1]");
        assertThat(call("GET", "/subjects", "")).hasToString("[\"a-value\",\"b-value\"]");
        assertThat(call("GET", "/schemas/ids/" + id, "").path("schema").asText()).contains("message Greeting");
        assertThat(call("GET", "/subjects/a-value/versions/latest", "").path("version").asInt()).isEqualTo(1);
        assertThat(call("POST", "/subjects/a-value", SCHEMA).path("id").asInt()).isEqualTo(id);
    }

    @Test
    void refusesInConfluentsWords() throws Exception {
        call("POST", "/subjects/a-value/versions", SCHEMA);

        assertThat(code("POST", "/subjects/none", SCHEMA)).isEqualTo(40401);
        assertThat(code("POST", "/subjects/a-value", SCHEMA.replace("Greeting", "Other"))).isEqualTo(40403);
        assertThat(code("GET", "/subjects/none/versions", "")).isEqualTo(40401);
        assertThat(code("GET", "/subjects/a-value/versions/2", "")).isEqualTo(40402);
        assertThat(code("GET", "/subjects/a-value/versions/x", "")).isEqualTo(42202);
        assertThat(code("GET", "/schemas/ids/99", "")).isEqualTo(40403);
        assertThat(code("POST", "/subjects/a-value/versions", "{}")).isEqualTo(42201);
        assertThat(code("POST", "/subjects/a-value/versions", "no json")).isEqualTo(42201);
        assertThat(code("POST", "/subjects/a-value/versions",
                """
                        {"schemaType": "PROTOBUF", "schema": "x", "references": [{"name": "a.proto", "subject": "absent", "version": 1}]}"""))
                .isEqualTo(42201);
        assertThat(code("PUT", "/config", "{\"compatibility\": \"FULL\"}")).isEqualTo(42203);
        assertThat(code("GET", "/nothing", "")).isEqualTo(404);
    }

    private Map<String, Integer> idsOfAllTopics() {
        try (var client = SchemaRegistry.connect(registry.url(), Map.of())) {
            return Topics.ALL.stream().collect(Collectors.toMap(Topic::subject,
                    topic -> client.register(topic.subject(), topic.prototype().getDescriptorForType())));
        }
    }

    private int code(String method, String path, String body) throws Exception {
        return call(method, path, body).path("error_code").asInt();
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                    .method(method, BodyPublishers.ofString(body)).build();
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }
}
