package dev.plangate.pipeline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.contract.Sha256;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.pipeline.api.auth.Authenticator;
import dev.plangate.pipeline.api.domain.Rate;
import dev.plangate.pipeline.api.domain.RateLimits;
import dev.plangate.pipeline.config.ApiSettings;
import dev.plangate.pipeline.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is decided before anything is read: over real HTTP, without Postgres and Kafka. */
class ApiServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Decided by its form alone, once whoever asks was let in. */
    private static final String MALFORMED = "/v1/projects/shop/plans/x/checkRuns/last";

    @TempDir
    Path dir;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private Database database;
    private ApiServer server;
    private long now;

    @AfterEach
    void stop() {
        server.close();
        database.close();
        threads.close();
        http.close();
    }

    @Test
    void tooManyCallsAreToldWhenToComeBack() throws Exception {
        start(Map.of("api.tokens.file", tokens("viewer")), new Rate(1, 3));
        for (int i = 0; i < 3; i++) {
            assertThat(get(MALFORMED, "a viewer's token").status()).isEqualTo("INVALID_ARGUMENT");
        }

        Answer refused = get(MALFORMED, "a viewer's token");

        assertThat(refused.code()).isEqualTo(429);
        assertThat(refused.status()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(refused.reason()).isEqualTo("RATE_LIMITED");
        assertThat(refused.error().path("details").path(1).path("retryDelay").asText()).isEqualTo("1s");
        now += Duration.ofSeconds(1).toNanos();
        assertThat(get(MALFORMED, "a viewer's token").status()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void guessingIsSlow() throws Exception {
        start(Map.of("api.tokens.file", tokens("viewer")), new Rate(100, 100));
        for (int i = 0; i < 3; i++) {
            assertThat(get(MALFORMED, "guess " + i).reason()).isEqualTo("TOKEN_UNKNOWN");
        }

        assertThat(get(MALFORMED, "guess 4").reason()).isEqualTo("RATE_LIMITED");
        assertThat(get(MALFORMED, "a viewer's token").reason()).as("from the same address").isEqualTo("RATE_LIMITED");
    }

    @Test
    void aTokenIsNeededAndItsRole() throws Exception {
        start(Map.of("api.tokens.file", tokens("viewer@projects/other")), new Rate(100, 100));

        assertThat(get(MALFORMED, "").code()).isEqualTo(401);
        Answer forbidden = get(MALFORMED, "a viewer's token");
        assertThat(forbidden.code()).isEqualTo(403);
        assertThat(forbidden.error().path("details").path(0).path("metadata").path("role").asText())
                .isEqualTo("viewer");
        assertThat(get("/v1/projects/shop/plans/x:watch", "").code()).isEqualTo(401);
        assertThat(get("/v1/projects/shop/plans/x:watch", "a viewer's token").code()).isEqualTo(403);
    }

    @Test
    void withoutTokensABrowserMayNotCallForOthers() throws Exception {
        start(Map.of(), new Rate(100, 100));

        assertThat(get(MALFORMED, "").status()).isEqualTo("INVALID_ARGUMENT");
        assertThat(raw(MALFORMED, "Host: rebound.example")).contains("HTTP/1.1 403");
        assertThat(raw(MALFORMED, "Host: localhost:%d\r\nOrigin: https://evil.example".formatted(server.port())))
                .contains("HTTP/1.1 403");
        assertThat(raw(MALFORMED, "Host: localhost:%1$d\r\nOrigin: http://localhost:%1$d".formatted(server.port())))
                .contains("HTTP/1.1 400").contains("INVALID_ARGUMENT");
    }

    @Test
    void aBodyThatIsNotCalledJsonIsNotLeftOut() throws Exception {
        start(Map.of(), new Rate(100, 100));

        HttpResponse<String> form = http.send(HttpRequest.newBuilder(uri("/v1/projects/shop/plans/x:runChecks"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());

        assertThat(form.statusCode()).isEqualTo(400);
        assertThat(form.body()).contains("INVALID_ARGUMENT", "Content-Type: should be application/json");
    }

    @Test
    void theDocumentationIsServed() throws Exception {
        start(Map.of(), new Rate(100, 100));

        HttpResponse<String> page = http.send(HttpRequest.newBuilder(uri("/docs/specification.json")).build(),
                BodyHandlers.ofString());

        assertThat(page.body()).contains("plangate.v1.PlanCheckService", "WatchPlan");
    }

    private record Answer(int code, JsonNode error) {
        String status() {
            return error.path("status").asText();
        }

        String reason() {
            return error.path("details").path(0).path("reason").asText();
        }
    }

    private void start(Map<String, String> more, Rate rate) {
        Map<String, String> texts = new HashMap<>(more);
        texts.put("api.port", "0");
        ApiSettings settings = Settings.of(texts).api();
        var gatekeeper = new Gatekeeper(Authenticator.of(settings, Clock.systemUTC(), () -> now),
                new RateLimits(rate, () -> now), new RateLimits(new Rate(1, 3), () -> now));
        // Connects when it is used, which it is not.
        Duration second = Duration.ofSeconds(1);
        database = Database.open(DatabaseConfig.of("jdbc:postgresql://127.0.0.1:1/none", "none", () -> "none"));
        var reads = new Reads(database, 1);
        var meters = new SimpleMeterRegistry();
        var watching = new Watching(reads, null, () -> now, second, meters);
        server = new ApiServer(settings, new PlanCheckEndpoint(reads, null, null, watching, threads, second),
                gatekeeper, new WatchRoute(gatekeeper, watching, threads), threads, () -> true, meters);
        server.start();
    }

    private String tokens(String role) throws IOException {
        return Files.writeString(dir.resolve("tokens.yaml"), "tokens: [{name: one, sha256: %s, roles: [%s]}]"
                .formatted(Sha256.hex("a viewer's token"), role)).toString();
    }

    private Answer get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()).path("error"));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    }

    /** With headers that clients do not let one set. */
    private String raw(String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(path, headers)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
