package dev.plangate.pipeline.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers orchestrators and Prometheus: {@code /livez} (200 or 503), {@code /readyz} (the same, with each check as
 * JSON) and {@code /metrics}.
 */
public final class HealthServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    /**
     * Listens at once.
     *
     * @throws IllegalStateException when the address is taken
     */
    public HealthServer(InetSocketAddress address, BooleanSupplier alive, Supplier<List<Health>> health,
            Supplier<String> metrics) {
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "http.port: cannot listen on %s (%s); set PLANGATE_HTTP_PORT to a free port".formatted(address,
                            e.getMessage()),
                    e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/livez", exchange -> {
            boolean ok = alive.getAsBoolean();
            answer(exchange, ok, "text/plain", ok ? "ok\n" : "dead\n");
        });
        server.createContext("/readyz", exchange -> {
            List<Health> checks = health.get();
            boolean ok = alive.getAsBoolean() && checks.stream().allMatch(Health::ok);
            answer(exchange, ok, "application/json", json(ok, checks));
        });
        server.createContext("/metrics",
                exchange -> answer(exchange, true, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String json(boolean ready, List<Health> checks) {
        ObjectNode answer = JSON.createObjectNode().put("ready", ready);
        ArrayNode list = answer.putArray("checks");
        for (Health check : checks) {
            list.addObject().put("check", check.check()).put("ok", check.ok()).put("detail", check.detail());
        }
        return answer.toPrettyString() + "\n";
    }

    private static void answer(HttpExchange exchange, boolean ok, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(ok ? 200 : 503, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
