package dev.plangate.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of Confluent's REST API that is about registering, in this JVM, and as unfriendly as a test wants it. */
final class FakeRegistryServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer that is given instead of the real one. */
    record Answer(int status, String body) {}

    /** What was asked. */
    record Asked(String path, JsonNode body, String authorization) {}

    final List<Asked> asked = new ArrayList<>();
    final Deque<Answer> instead = new ArrayDeque<>();
    final Map<String, Answer> refused = new HashMap<>();
    private final Map<String, List<JsonNode>> versions = new HashMap<>();
    private final List<JsonNode> schemas = new ArrayList<>();
    private final HttpServer server;

    FakeRegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/base/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/base";
    }

    List<String> paths() {
        synchronized (asked) {
            return asked.stream().map(Asked::path).toList();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            synchronized (asked) {
                String path = exchange.getRequestURI().getRawPath().substring("/base".length());
                JsonNode body = JSON.readTree(exchange.getRequestBody());
                asked.add(new Asked(path, body, exchange.getRequestHeaders().getFirst("Authorization")));
                answer = instead.isEmpty() ? answer(path, body) : instead.remove();
            }
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String path, JsonNode body) {
        boolean write = path.endsWith("/versions");
        String subject = URLDecoder.decode(
                path.substring("/subjects/".length(), path.length() - (write ? "/versions".length() : 0)), UTF_8);
        List<JsonNode> known = versions.getOrDefault(subject, List.of());
        if (!write) {
            return known.contains(body)
                    ? version(subject, body, known.indexOf(body) + 1)
                    : new Answer(404,
                            "{\"error_code\": 40401, \"message\": \"Subject '%s' not found.\"}".formatted(subject));
        }
        if (refused.containsKey(subject)) {
            return refused.get(subject);
        }
        if (!schemas.contains(body)) {
            schemas.add(body);
        }
        versions.computeIfAbsent(subject, s -> new ArrayList<>()).add(body);
        return new Answer(200, "{\"id\": %d}".formatted(id(body)));
    }

    private Answer version(String subject, JsonNode body, int version) {
        ObjectNode answer = JSON.createObjectNode().put("subject", subject).put("id", id(body)).put("version", version);
        return new Answer(200, answer.toString());
    }

    private int id(JsonNode schema) {
        return 100 + schemas.indexOf(schema);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
