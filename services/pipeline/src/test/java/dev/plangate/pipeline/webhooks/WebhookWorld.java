package dev.plangate.pipeline.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.Deliveries;
import dev.plangate.db.Outbox;
import dev.plangate.db.Projects;
import dev.plangate.db.Webhooks;
import dev.plangate.db.row.DeliveryOutcome;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.WebhookRow;
import dev.plangate.pipeline.TestDatabase;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.webhooks.domain.Backoff;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Postgres, records as Kafka would hand them over, and senders that a test ticks by hand. Time passes when the test says so. */
final class WebhookWorld implements AutoCloseable {
    static final String SHOP = "projects/shop";
    static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(UTF_8));
    static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final SchemaRegistry REGISTRY = SchemaRegistry.connect("mock://webhook-world", Map.of());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final TestDatabase postgres = new TestDatabase();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Deliveries deliveries = new Deliveries(postgres.database());
    private final Deadlines deadlines = new Deadlines();
    private final WebhookHandler handler = new WebhookHandler(new NewsReader(REGISTRY), new CloudEventJson("test"),
            Duration.ofDays(1), Duration.ofSeconds(2), deliveries, new Outbox(postgres.database()), () -> {}, () -> {},
            meters.counter("raised"), meters.counter("letters"));
    private String secrets = "shop/chat=%s\nfree/chat=%s\n".formatted(SECRET, SECRET);
    private long offset;

    /** A process that sends: claims and writes when it is told to. */
    final class SendingProcess {
        private final Outcomes outcomes = new Outcomes(deliveries, meters, () -> {});
        private final List<DeliveryOutcome> dead = new ArrayList<>();
        private final Lanes lanes = new Lanes(2);
        private final Sender sender;
        private volatile boolean killed;

        private SendingProcess(String name, Attempts attempts) {
            sender = new Sender(deliveries, attempts, lanes, name, TIMEOUT, outcome -> {
                if (killed) {
                    synchronized (dead) {
                        dead.add(outcome);
                    }
                } else {
                    outcomes.add(outcome);
                }
            });
        }

        /** Begins what is due and has a place. */
        SendingProcess claims() {
            sender.step();
            return this;
        }

        /** Waits for its attempts, and writes what came of them. */
        void ends() {
            await("attempts to end", () -> lanes.busy() == 0);
            while (outcomes.step() == Outcome.BUSY) {
                // until all is written
            }
        }

        /** Until nothing is due that has a place. */
        void works() {
            while (sender.step() == Outcome.BUSY) {
                ends();
            }
        }

        /** What comes back from now on is lost: the process has died with it. */
        void dies() {
            killed = true;
        }

        int busy() {
            return lanes.busy();
        }
    }

    SendingProcess process(String name, String... allowed) {
        var settings = Settings.of(Map.of("webhooks.allow", String.join(",", allowed), "webhooks.allow.networks",
                "127.0.0.1/32")).webhooks();
        var destinations = new Destinations(settings.allow(), new AddressPolicy(settings.networks()),
                NameService.SYSTEM);
        var backoff = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofHours(2));
        return new SendingProcess(name, new Attempts(destinations,
                new Secrets(dev.plangate.pipeline.config.Secret.from(() -> secrets)),
                new HttpPost((SSLSocketFactory) SSLSocketFactory.getDefault()), deadlines, TIMEOUT, backoff,
                () -> 0.5));
    }

    SendingProcess process(String name, Receiver receiver) {
        return process(name, receiver.url());
    }

    void secrets(String lines) {
        secrets = lines;
    }

    /** As intake stores a project. */
    void project(String name, Webhook... webhooks) {
        project(name, false, webhooks);
    }

    void project(String name, boolean archived, Webhook... webhooks) {
        postgres.database().transaction(tx -> {
            new Projects().save(tx, List.of(
                    new ProjectRow(name, offset++ + 1, ProjectSettings.getDefaultInstance(), archived)));
            new Webhooks().replace(tx, List.of(name),
                    Arrays.stream(webhooks).map(webhook -> new WebhookRow(name, webhook)).toList());
            return null;
        });
    }

    static Webhook webhook(String url, Webhook.Event... events) {
        return Webhook.newBuilder().setName("chat").setUrl(url).setSecret("chat")
                .addAllEvents(events.length == 0 ? every() : List.of(events)).build();
    }

    private static List<Webhook.Event> every() {
        return Arrays.stream(Webhook.Event.values())
                .filter(event -> event != Webhook.Event.UNRECOGNIZED && event.getNumber() > 0).toList();
    }

    static String plan(String project, int number) {
        return project + "/plans/p-" + number;
    }

    static CheckRun done(String plan, long run) {
        return CheckRun.newBuilder().setPlan(plan).setRun(run).setRevision(1).setStatus(CheckRun.Status.DONE).build();
    }

    static GateStatus standing(String plan, GateStatus.Phase phase, String summary) {
        return GateStatus.newBuilder().setPlan(plan).setRevision(1).setRun(1).setPhase(phase).setSummary(summary)
                .build();
    }

    ConsumerRecord<byte[], byte[]> run(CheckRun run) {
        return record(Topics.CHECK_RUNS, run.getPlan(), run);
    }

    ConsumerRecord<byte[], byte[]> status(GateStatus status) {
        return record(Topics.GATE_STATUS, status.getPlan(), status);
    }

    <V extends Message> ConsumerRecord<byte[], byte[]> record(Topic<V> topic, String key, V value) {
        return record(topic, key, value, now());
    }

    <V extends Message> ConsumerRecord<byte[], byte[]> record(Topic<V> topic, String key, V value, long timestamp) {
        return new ConsumerRecord<>(topic.name(), 0, offset++, timestamp, TimestampType.CREATE_TIME, 0, 0,
                key.getBytes(UTF_8), ProtobufSerde.of(topic, REGISTRY).serialize(topic.name(), value),
                new RecordHeaders(), Optional.empty());
    }

    long now() {
        return postgres.database().transaction(tx -> tx.now().toEpochMilli());
    }

    /** One batch, as the consumer applies it. */
    @SafeVarargs
    @SuppressWarnings("varargs") // it is read, and nothing else
    final void reads(ConsumerRecord<byte[], byte[]>... batch) {
        postgres.database().transaction(tx -> {
            handler.apply(tx, List.of(batch));
            return null;
        });
    }

    /** That much time: everything that has a time lies that much further back. */
    void passes(Duration time) {
        postgres.execute("""
                update webhook_delivery
                   set due_at = due_at - interval '%1$d milliseconds',
                       created_at = created_at - interval '%1$d milliseconds'
                """.formatted(time.toMillis()));
    }

    List<String> status() {
        return postgres.query("select status from webhook_delivery order by seq");
    }

    List<String> errors() {
        return postgres.query("select error from webhook_delivery order by seq");
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited %s for %s", PATIENCE, what).isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    static boolean verifies(Receiver.Request request) {
        var headers = request.headers();
        String expected = Signature.of(request.id(), Long.parseLong(headers.getFirst("webhook-timestamp")),
                request.body(), Base64.getDecoder().decode(SECRET.substring("whsec_".length())));
        return List.of(headers.getFirst("webhook-signature").split(" ")).contains(expected);
    }

    @Override
    public void close() {
        deadlines.close();
        postgres.close();
    }
}
