package dev.plangate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plangate.contract.FakeRegistryServer.Answer;
import dev.plangate.contract.FakeRegistryServer.Asked;
import dev.plangate.test.v1.First;
import dev.plangate.test.v1.Second;
import dev.plangate.v1.PlanState;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestRegistryTest {

    private static final Map<String, String> QUICK = Map.of("retries.wait.ms", "1", "max.retries", "3",
            "http.read.timeout.ms", "10000");

    private FakeRegistryServer server;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistryServer();
        registry = SchemaRegistry.connect(server.url(), QUICK);
    }

    @AfterEach
    void stop() {
        registry.close();
        server.close();
    }

    @Test
    void registersASchemaAndBeforeItWhatItImports() {
        int id = registry.register("shapes-value", First.getDescriptor());

        assertThat(id).isEqualTo(101);
        assertThat(server.paths()).containsExactly(
                // shapes.proto imports shared.proto, a subject of its own
                "/subjects/plangate%2Ftest%2Fv1%2Fshared.proto",
                "/subjects/plangate%2Ftest%2Fv1%2Fshared.proto/versions",
                "/subjects/plangate%2Ftest%2Fv1%2Fshared.proto", "/subjects/shapes-value",
                "/subjects/shapes-value/versions");
        Asked last = server.asked.getLast();
        assertThat(last.body().path("schemaType").asText()).isEqualTo("PROTOBUF");
        assertThat(last.body().path("schema").asText()).startsWith("syntax = \"proto3\";").contains("message Second {");
        assertThat(last.body().path("references").toString()).isEqualTo(
                "[{\"name\":\"plangate/test/v1/shared.proto\",\"subject\":\"plangate/test/v1/shared.proto\",\"version\":1}]");
        assertThat(last.authorization()).isNull();
    }

    @Test
    void leavesTheWellKnownTypesToTheRegistry() {
        registry.register("s", PlanState.getDescriptor());

        assertThat(server.paths()).noneMatch(path -> path.contains("google"))
                .anyMatch(path -> path.contains("buf%2Fvalidate%2Fvalidate.proto"))
                .anyMatch(path -> path.contains("plangate%2Fv1%2Fproject.proto"));
    }

    @Test
    void asksOnceForAllMessagesOfAFile() {
        int first = registry.register("shapes-value", First.getDescriptor());
        int asked = server.paths().size();

        int second = registry.register("shapes-value", Second.getDescriptor());

        assertThat(second).isEqualTo(first);
        assertThat(server.paths()).hasSize(asked);
    }

    @Test
    void writesNothingThatIsRegisteredAlready() {
        int id = registry.register("shapes-value", First.getDescriptor());
        server.asked.clear();

        try (SchemaRegistry other = SchemaRegistry.connect(server.url(), QUICK)) {
            assertThat(other.register("shapes-value", First.getDescriptor())).isEqualTo(id);
        }

        assertThat(server.paths()).isNotEmpty().noneMatch(path -> path.endsWith("/versions"));
    }

    @Test
    void waitsUntilAnImportThatItWroteIsVisible() {
        Answer notYet = new Answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        server.instead.add(notYet);
        server.instead.add(new Answer(200, "{\"id\": 100}"));
        server.instead.add(notYet);
        server.instead.add(new Answer(200, "{\"id\": 100, \"version\": 4}"));

        registry.register("shapes-value", First.getDescriptor());

        assertThat(server.asked.getLast().body().path("references").path(0).path("version").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void triesAgainAfterATemporaryAnswer(int status) {
        server.instead.add(new Answer(status, "busy"));
        server.instead.add(new Answer(status, "busy"));

        assertThat(registry.register("shapes-value", First.getDescriptor())).isEqualTo(101);
    }

    @Test
    void givesUpAfterTheRetriesThatItMayUse() {
        IntStream.range(0, 4).forEach(i -> server.instead.add(new Answer(503, "{\"message\": \"starting\"}")));

        assertThatThrownBy(() -> registry.register("shapes-value", First.getDescriptor()))
                .isInstanceOf(RegistryUnavailable.class).hasMessage(
                        "no schema registry answered for plangate/test/v1/shared.proto: %s answered 503 starting",
                        server.url());
        assertThat(server.paths()).hasSize(4);
    }

    @Test
    void asksTheNextRegistryWhenOneIsDown() throws IOException {
        try (SchemaRegistry two = SchemaRegistry.connect(
                "http://127.0.0.1:%d, %s/".formatted(unusedPort(), server.url()),
                QUICK)) {
            assertThat(two.register("shapes-value", First.getDescriptor())).isEqualTo(101);
        }
    }

    @Test
    void saysWhichRegistryRefusesTheConnection() throws IOException {
        String url = "http://127.0.0.1:" + unusedPort();
        try (SchemaRegistry nobody = SchemaRegistry.connect(url, QUICK)) {
            assertThatThrownBy(() -> nobody.register("shapes-value", First.getDescriptor()))
                    .isInstanceOf(RegistryUnavailable.class).hasMessageContaining(url)
                    .hasMessageContaining("ConnectException");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 409, 422})
    void repeatsTheRegistrysWordsWhenItRefuses(int status) {
        server.refused.put("shapes-value",
                new Answer(status,
                        "{\"error_code\": %d, \"message\": \"field 1 changed its type\"}".formatted(status)));

        assertThatThrownBy(() -> registry.register("shapes-value", First.getDescriptor()))
                .isInstanceOf(SchemaRefused.class)
                .hasMessage("the schema registry %s refuses the schema of shapes-value: %d field 1 changed its type",
                        server.url(), status);
        assertThat(server.paths()).endsWith("/subjects/shapes-value/versions");
    }

    @Test
    void stopsTheStartOfASerdeWhoseSchemaIsRefused() {
        server.refused.put("plangate.sheets-value", new Answer(409, "{\"message\": \"incompatible\"}"));

        assertThatThrownBy(() -> ProtobufSerde.of(Topics.SHEETS, registry)).isInstanceOf(SchemaRefused.class)
                .hasMessageContainingAll("plangate.sheets-value", server.url(), "incompatible");
    }

    @Test
    void asksAgainAfterARefusal() {
        server.refused.put("shapes-value", new Answer(409, "{}"));
        assertThatThrownBy(() -> registry.register("shapes-value", First.getDescriptor()))
                .isInstanceOf(SchemaRefused.class);
        server.refused.clear();

        assertThat(registry.register("shapes-value", First.getDescriptor())).isEqualTo(101);
    }

    @Test
    void saysSoWhenTheUrlIsNotThatOfARegistry() {
        server.instead.add(new Answer(200, "<html>welcome</html>"));

        assertThatThrownBy(() -> registry.register("shapes-value", First.getDescriptor()))
                .isInstanceOf(SchemaRefused.class).hasMessageContaining("without \"version\": wanted the base URL");
    }

    @Test
    void sendsUserAndPassword() {
        try (SchemaRegistry guarded = SchemaRegistry.connect(server.url(),
                Map.of("schema.registry.basic.auth.user.info", "Aladdin:open sesame"))) {
            guarded.register("shapes-value", First.getDescriptor());
        }

        assertThat(server.asked).extracting(Asked::authorization).containsOnly("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
