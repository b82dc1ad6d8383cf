package dev.plangate.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plangate.pipeline.webhooks.Signature;
import dev.plangate.standalone.StandaloneException;
import dev.plangate.standalone.StandaloneOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** The demo's webhook: a small server on loopback that is told what becomes of the plans, and believes what is signed. */
final class Inbox implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final List<String> PROJECTS = List.of("shop", "shop-payments", "shop-stock");

    private final byte[] secret = new byte[32];
    private final HttpServer server;
    /** By id: an event that is delivered again is no other. */
    private final Map<String, Told> told = new LinkedHashMap<>();

    /**
     * An event that has arrived.
     *
     * @param id       of the event
     * @param plan     that it is about
     * @param type     "dev.plangate.rollout.created.v1"
     * @param summary  one sentence
     * @param verified whether its signature is right
     */
    record Told(String id, String plan, String type, String summary, boolean verified) {}

    Inbox() {
        new SecureRandom().nextBytes(secret);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new StandaloneException("the demo's webhook cannot listen on 127.0.0.1: " + e.getMessage());
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** Lets the services send to it, and tells them its secret. */
    StandaloneOptions allow(StandaloneOptions options) {
        String value = "whsec_" + Base64.getEncoder().encodeToString(secret);
        return options.setting("webhooks.allow", url()).setting("webhooks.allow.networks", "127.0.0.1/32").setting(
                "webhooks.secrets",
                String.join(";", PROJECTS.stream().map(project -> project + "/demo=" + value).toList()));
    }

    /** The documents of a sample, in which each project has it as a webhook. */
    String subscribe(String documents) {
        return documents.replaceAll("(?m)^name: projects/[a-z-]+$", """
                $0
                webhooks:
                  - name: demo
                    url: %s/plangate
                    secret: demo
                    events: [CHECKS_FINISHED, APPROVAL_NEEDED, ROLLOUT_CREATED, ROLLOUT_BLOCKED]""".formatted(url()));
    }

    /** What arrived of a plan, in that order. */
    synchronized List<Told> of(String plan) {
        return told.values().stream().filter(event -> event.plan().equals(plan)).toList();
    }

    /**
     * Waits until a plan's checks and where it came to stand were told.
     *
     * @param phase "ROLLED_OUT" or "BLOCKED"
     * @return what was not told, or is not signed as it should be; empty = all is well
     */
    synchronized List<String> deviations(String plan, String phase) throws InterruptedException {
        var wanted = List.of("dev.plangate.checks.finished.v1",
                phase.equals("ROLLED_OUT") ? "dev.plangate.rollout.created.v1" : "dev.plangate.rollout.blocked.v1");
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!types(of(plan)).containsAll(wanted) && System.nanoTime() < end) {
            wait(100);
        }
        var deviations = new ArrayList<String>();
        wanted.stream().filter(type -> !types(of(plan)).contains(type))
                .forEach(type -> deviations.add("no webhook was told " + type));
        of(plan).stream().filter(event -> !event.verified())
                .forEach(event -> deviations.add("the signature of the event " + event.id() + " is wrong"));
        return deviations;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            JsonNode event = JSON.readTree(body);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String expected = Signature.of(id,
                    Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")), body, secret);
            boolean verified = List.of(exchange.getRequestHeaders().getFirst("webhook-signature").split(" "))
                    .contains(expected);
            keep(new Told(id, event.path("subject").asText(), event.path("type").asText(),
                    event.at("/data/summary").asText(), verified));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized void keep(Told event) {
        told.putIfAbsent(event.id(), event);
        notifyAll();
    }

    private static List<String> types(Collection<Told> events) {
        return events.stream().map(Told::type).toList();
    }
}
