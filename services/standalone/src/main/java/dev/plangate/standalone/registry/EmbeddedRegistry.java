package dev.plangate.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plangate.standalone.Ports;
import dev.plangate.standalone.StandaloneException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry for development alone: the part of Confluent's REST API that serializers and tools use, on the
 * loopback interface, without users and without compatibility rules. Production uses a real one.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final int LARGEST_REQUEST_BYTES = 4 << 20;
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private final Registry registry;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private EmbeddedRegistry(Registry registry, HttpServer server) {
        this.registry = registry;
        this.server = server;
    }

    /**
     * Starts a registry.
     *
     * @param file keeps the ids
     * @param port on 127.0.0.1; 0 = a free one
     */
    public static EmbeddedRegistry start(Path file, int port) {
        Ports.requireFree(port, "the schema registry", "--registry-port");
        // Otherwise every answer waits 40 ms for the client's delayed acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var registry = new Registry(file);
            var started = new EmbeddedRegistry(registry,
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
            started.server.createContext("/", started::handle);
            started.server.setExecutor(started.threads);
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new StandaloneException(
                    "the embedded schema registry does not start on port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    /** Base URL. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            registry.close();
        } catch (IOException e) {
            LOG.warn("the schema registry's file: {}", e.getMessage());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, new RegistryRoutes(registry).answer(exchange.getRequestMethod(), path(exchange),
                        body(exchange)));
            } catch (RegistryError e) {
                send(exchange, e.status(), error(e.code(), e.getMessage()));
            } catch (IOException | RuntimeException e) {
                LOG.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                send(exchange, 500, error(50001, "Error in the backend data store"));
            }
        }
    }

    private static List<String> path(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(HttpExchange exchange) throws IOException, RegistryError {
        var bytes = exchange.getRequestBody().readNBytes(LARGEST_REQUEST_BYTES + 1);
        if (bytes.length > LARGEST_REQUEST_BYTES) {
            throw RegistryError.tooLarge(LARGEST_REQUEST_BYTES);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static JsonNode error(int code, String message) {
        return JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message);
    }
}
