package dev.plangate.pipeline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final AtomicReference<List<Health>> health = new AtomicReference<>(List.of());

    @Test
    void answers_orchestrators_and_prometheus() throws Exception {
        try (Metrics metrics = new Metrics("test");
                HealthServer server = new HealthServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        alive::get, health::get, metrics.registry()::scrape)) {
            health.set(List.of(new Health("relay", true, ""), new Health("worker", false, "no \"database\"")));

            assertThat(get(server, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(server, "/readyz").body()).contains("\"check\" : \"worker\"").contains(
                    "\"detail\" : \"no \\\"database\\\"\"");
            assertThat(get(server, "/metrics").body()).contains("jvm_memory_used_bytes").contains(
                    "deployment=\"test\"");

            health.set(List.of(new Health("relay", true, "")));
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);

            alive.set(false);
            assertThat(get(server, "/livez").statusCode()).isEqualTo(503);
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void a_taken_port_is_told_with_the_setting_that_changes_it() {
        try (HealthServer first = new HealthServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                () -> true, List::of, () -> "")) {
            InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());

            org.assertj.core.api.Assertions.assertThatThrownBy(
                    () -> new HealthServer(taken, () -> true, List::of, () -> "")).hasMessageContaining(
                            "PLANGATE_HTTP_PORT");
        }
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
