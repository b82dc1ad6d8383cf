package dev.plangate.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.plangate.contract.Topics;
import dev.plangate.pipeline.webhooks.Signature;
import dev.plangate.standalone.Await;
import dev.plangate.standalone.Standalone;
import dev.plangate.standalone.StandaloneOptions;
import dev.plangate.v1.Project;
import dev.plangate.v1.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a plan to what a receiver is told, on the embedded broker and the embedded Postgres, by real HTTP. */
class WebhooksEndToEndIT {
    private static final byte[] SECRET = "a-secret-of-thirty-two-bytes-..!".getBytes(UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Told> TOLD = new CopyOnWriteArrayList<>();

    private static HttpServer receiver;
    private static Standalone plangate;
    private static Upstream upstream;
    /** Answers 500 to the first attempt of everything. */
    private static volatile boolean reluctant;

    private record Told(String id, boolean verified, JsonNode event) {
        String type() {
            return event.path("type").asText().replace("dev.plangate.", "");
        }
    }

    @BeforeAll
    static void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                var headers = exchange.getRequestHeaders();
                String id = headers.getFirst("webhook-id");
                String expected = Signature.of(id, Long.parseLong(headers.getFirst("webhook-timestamp")), body, SECRET);
                boolean again = TOLD.stream().anyMatch(told -> told.id().equals(id));
                TOLD.add(new Told(id, headers.getFirst("webhook-signature").equals(expected), JSON.readTree(body)));
                exchange.sendResponseHeaders(reluctant && !again ? 500 : 204, -1);
            }
        });
        receiver.start();
        String value = "whsec_" + Base64.getEncoder().encodeToString(SECRET);
        plangate = Standalone.start(new StandaloneOptions().checks(Given.engine()).setting("webhooks.allow", url())
                .setting("webhooks.allow.networks", "127.0.0.0/8").setting("webhooks.retry.first", "100ms")
                .setting("webhooks.secrets", "told/chat=%s;asked/chat=%s;late/chat=%s".formatted(value, value, value)));
        upstream = new Upstream(plangate.bootstrapServers(), plangate.registryUrl());
        upstream.publish(told("told", false, 1, true)).publish(told("asked", true, 1, true)).publishSheet(Given.FINE)
                .publishSheet(Given.WRONG).flush();
    }

    @AfterAll
    static void stop() {
        upstream.close();
        plangate.close();
        receiver.stop(0);
    }

    @Test
    void aPlanThatRollsOutIsToldTwice() {
        String name = Given.plan("told", "fine");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, Given.FINE)).flush();

        awaitTold(name, "checks.finished.v1", "rollout.created.v1");
        assertThat(types(name)).containsExactlyInAnyOrder("checks.finished.v1", "rollout.created.v1");
        assertThat(of(name)).allMatch(Told::verified);
    }

    @Test
    void aPlanThatIsStoppedSaysWhy() {
        String name = Given.plan("told", "wrong");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, Given.WRONG)).flush();

        awaitTold(name, "checks.finished.v1", "rollout.blocked.v1");
        assertThat(of(name)).filteredOn(told -> told.type().equals("rollout.blocked.v1")).singleElement()
                .satisfies(told -> assertThat(told.event().at("/data/summary").asText()).contains("2 errors in run 1"));
    }

    @Test
    void whoHasToApproveIsSaid() {
        String name = Given.plan("asked", "fine");
        upstream.publish(Given.open(name)).publish(Given.plan(name, 1, Given.FINE)).flush();

        awaitTold(name, "checks.finished.v1", "approval.needed.v1", "rollout.blocked.v1");
        assertThat(of(name)).filteredOn(told -> told.type().equals("approval.needed.v1")).singleElement()
                .satisfies(told -> assertThat(told.event().at("/data/approvalRequirement/steps")).isNotEmpty());
    }

    @Test
    void whatFailsOnceIsToldAgainWithTheSameId() {
        reluctant = true;
        try {
            String name = Given.plan("told", "reluctant");
            upstream.publish(Given.open(name)).publish(Given.plan(name, 1, Given.FINE)).flush();
            Await.until("each event to be told twice", () -> of(name).size() == 4);

            assertThat(of(name).stream().map(Told::id).distinct()).hasSize(2);
        } finally {
            reluctant = false;
        }
    }

    /** Webhooks that come and go make no run and no state: what is told later is what happens later. */
    @Test
    void aWebhookThatComesLaterIsToldWhatComesLater() {
        String name = Given.plan("late", "p");
        upstream.publish(told("late", false, 1, false)).publish(Given.open(name))
                .publish(Given.plan(name, 1, Given.WRONG)).flush();
        try (var status = Seen.of(plangate.bootstrapServers(), Topics.GATE_STATUS)) {
            status.until("it to be blocked", all -> all.stream()
                    .anyMatch(s -> s.key().equals(name) && s.value().getSummary().contains("errors in run 1")));
        }
        upstream.publish(told("late", false, 2, true)).flush();
        Await.until("the webhook to be known", WebhooksEndToEndIT::knowsTheLateOne);
        upstream.publish(Given.plan(name, 2, Given.FINE)).flush();

        awaitTold(name, "checks.finished.v1", "rollout.created.v1");
        try (var states = Seen.of(plangate.bootstrapServers(), Topics.PLAN_STATES)) {
            assertThat(states.now()).filteredOn(s -> s.key().equals(name)).extracting(s -> s.value().getRun())
                    .as("a state and a run for each revision, and none for the webhook").contains(1L, 2L)
                    .doesNotContain(3L);
        }
    }

    private static boolean knowsTheLateOne() throws SQLException {
        try (var connection = DriverManager.getConnection(plangate.jdbcUrl(), plangate.jdbcUser(),
                plangate.jdbcPassword());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select from webhook where project = 'projects/late'")) {
            return rows.next();
        }
    }

    private static Project told(String id, boolean approval, long version, boolean webhook) {
        var project = Given.project(id, approval, true).toBuilder().setVersion(version);
        return webhook
                ? project.addWebhooks(Webhook.newBuilder().setName("chat").setUrl(url() + "/hook").setSecret("chat")
                        .addEvents(Webhook.Event.CHECKS_FINISHED).addEvents(Webhook.Event.APPROVAL_NEEDED)
                        .addEvents(Webhook.Event.ROLLOUT_CREATED).addEvents(Webhook.Event.ROLLOUT_BLOCKED)).build()
                : project.build();
    }

    private static String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort();
    }

    private static void awaitTold(String plan, String... types) {
        Await.until("%s to be told %s".formatted(plan, List.of(types)), () -> types(plan).containsAll(List.of(types)));
    }

    private static List<String> types(String plan) {
        return of(plan).stream().map(Told::type).toList();
    }

    private static List<Told> of(String plan) {
        return TOLD.stream().filter(told -> told.event().path("subject").asText().equals(plan)).toList();
    }
}
