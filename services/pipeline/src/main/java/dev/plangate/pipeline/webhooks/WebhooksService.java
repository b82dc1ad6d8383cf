package dev.plangate.pipeline.webhooks;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.db.Database;
import dev.plangate.db.Deliveries;
import dev.plangate.db.Outbox;
import dev.plangate.db.row.DeliveryBacklog;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.config.SettingsException;
import dev.plangate.pipeline.config.WebhookSettings;
import dev.plangate.pipeline.consume.BatchConsumer;
import dev.plangate.pipeline.consume.Consumers;
import dev.plangate.pipeline.runtime.Brake;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Loop;
import dev.plangate.pipeline.runtime.Outcome;
import dev.plangate.pipeline.runtime.Pace;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.runtime.Wake;
import dev.plangate.pipeline.webhooks.domain.Backoff;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;

/** Reads outcomes into deliveries and sends them: a consumer, a loop that claims, one that writes what came of it, one that looks. */
public final class WebhooksService implements Service {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);
    private static final int FORGOTTEN = 1_000;
    /** A record raises an event of a few kilobytes for each webhook. */
    private static final int BATCH = 500;

    private final WebhookSettings settings;
    private final Deliveries deliveries;
    private final BatchConsumer consumer;
    private final Deadlines deadlines = new Deadlines();
    private final Lanes lanes;
    private final Outcomes outcomes;
    private final Loop claiming;
    private final Loop writing;
    private final Loop looking;
    private volatile DeliveryBacklog backlog = new DeliveryBacklog(0, Duration.ZERO);

    private WebhooksService(Settings all, Database database, SchemaRegistry registry, Runnable relay,
            MeterRegistry meters) {
        this.settings = all.webhooks();
        this.deliveries = new Deliveries(database);
        this.lanes = new Lanes(settings.concurrency());
        var due = new Wake();
        var written = new Wake();
        this.outcomes = new Outcomes(deliveries, meters, () -> {
            due.signal();
            relay.run();
        });
        var secrets = new Secrets(settings.secrets());
        requireReadable(secrets);
        var backoff = new Backoff(settings.retry().first(), settings.retry().longest(), settings.retry().during());
        var attempts = new Attempts(
                new Destinations(settings.allow(), new AddressPolicy(settings.networks()), NameService.SYSTEM), secrets,
                new HttpPost((SSLSocketFactory) SSLSocketFactory.getDefault()), deadlines, settings.timeout(), backoff,
                () -> ThreadLocalRandom.current().nextDouble());
        var sender = new Sender(deliveries, attempts, lanes, all.deployment().group("webhooks-" + UUID.randomUUID()),
                settings.timeout(), outcome -> {
                    outcomes.add(outcome);
                    written.signal();
                });
        var handler = new WebhookHandler(new NewsReader(registry), new CloudEventJson(all.deployment().name()),
                settings.retry().during(), settings.blockedAfter(), deliveries, new Outbox(database), due::signal,
                relay, meters.counter("plangate.webhooks.raised"),
                meters.counter("plangate.dead.letters", "stage", "webhooks"));
        this.consumer = Consumers.of("webhooks", all.deployment().group("webhooks"), NewsReader.TOPICS, all.kafka(),
                Math.min(BATCH, all.intake().batchSize()), database, handler, Brake.NONE, meters);
        this.claiming = new Loop("plangate-webhooks-claim", sender::step,
                Pace.between(Duration.ofMillis(20), Duration.ofMillis(250)), due);
        this.writing = new Loop("plangate-webhooks-write", outcomes::step,
                Pace.between(Duration.ofMillis(20), Duration.ofMillis(250)), written);
        this.looking = new Loop("plangate-webhooks-backlog", this::look, Pace.every(LOOK));
        gauges(meters);
    }

    /**
     * Connects; not started yet.
     *
     * @param relay called when there may be rows to relay
     * @throws SettingsException when the secrets are not what they should be
     */
    public static WebhooksService of(Settings settings, Database database, SchemaRegistry registry, Runnable relay,
            MeterRegistry meters) {
        return new WebhooksService(settings, database, registry, relay, meters);
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public void start() {
        loops().forEach(Loop::start);
        consumer.start();
    }

    @Override
    public boolean alive() {
        return consumer.alive() && loops().stream().allMatch(Loop::alive);
    }

    @Override
    public boolean ready() {
        return health().stream().allMatch(Health::ok);
    }

    /** A receiver that fails is none of it: others are served. */
    @Override
    public List<Health> health() {
        return Stream.concat(consumer.health().stream(), loops().stream().map(Loop::health)).toList();
    }

    /** Attempts under way end, or are left to their leases; what became of them is written. */
    @Override
    public void close() {
        consumer.close();
        claiming.close();
        looking.close();
        awaitAttempts();
        writing.close();
        drain();
        deadlines.close();
    }

    private void awaitAttempts() {
        long end = System.nanoTime() + LONGEST_GOODBYE.toNanos();
        while (lanes.busy() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void drain() {
        Outcome more = Outcome.BUSY;
        while (more == Outcome.BUSY) {
            more = outcomes.step();
        }
    }

    private Outcome look() {
        backlog = deliveries.backlog();
        return deliveries.forget(settings.keep(), FORGOTTEN) == FORGOTTEN ? Outcome.BUSY : Outcome.IDLE;
    }

    private static void requireReadable(Secrets secrets) {
        try {
            secrets.count();
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    private List<Loop> loops() {
        return List.of(claiming, writing, looking);
    }

    private void gauges(MeterRegistry meters) {
        Gauge.builder("plangate.webhooks.open", () -> backlog.open())
                .description("Deliveries to webhooks that wait, counted up to 10,000").register(meters);
        Gauge.builder("plangate.webhooks.oldest.age", () -> backlog.oldest().toMillis() / 1000.0).baseUnit("seconds")
                .description("Age of the oldest of them").register(meters);
        Gauge.builder("plangate.webhooks.attempts.now", lanes::busy).description("Attempts under way").register(meters);
    }
}
