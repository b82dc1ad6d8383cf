package dev.plangate.pipeline.api;

import dev.plangate.contract.SchemaRegistry;
import dev.plangate.db.Database;
import dev.plangate.db.Outbox;
import dev.plangate.pipeline.api.auth.Authenticator;
import dev.plangate.pipeline.api.domain.Rate;
import dev.plangate.pipeline.api.domain.RateLimits;
import dev.plangate.pipeline.config.ApiSettings;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.consume.BatchConsumer;
import dev.plangate.pipeline.consume.Consumers;
import dev.plangate.pipeline.runtime.Brake;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.Service;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API of one process: the server, and what it stands on. */
public final class ApiService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ApiService.class);
    /** Refused tokens of one address: twenty at once, one more each second. */
    private static final Rate REFUSALS = new Rate(1, 20);

    private final BatchConsumer views;
    private final LiveEvents live;
    private final RequestAnswers answers;
    private final RequestTopics topics;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("api-", 0).factory());
    private final ApiServer server;
    private final String scheme;
    private volatile boolean listening;

    private ApiService(Settings settings, Database database, SchemaRegistry registry, Runnable wake,
            MeterRegistry meters) {
        ApiSettings api = settings.api();
        Clock clock = Clock.systemUTC();
        var gatekeeper = new Gatekeeper(Authenticator.of(api, clock, System::nanoTime),
                new RateLimits(new Rate(api.rateLimit(), api.rateBurst()), System::nanoTime),
                new RateLimits(REFUSALS, System::nanoTime));
        var reads = new Reads(database, Math.max(1, settings.database().poolSize() / 4));
        var clients = new KafkaClients(settings);
        this.views = Consumers.of("api", settings.deployment().group("api"), ViewHandler.TOPICS, settings.kafka(),
                settings.intake().batchSize(), database, new ViewHandler(registry, new Outbox(database), wake),
                Brake.NONE, meters);
        this.live = new LiveEvents(clients.consumer(), registry, reads::statuses, System::nanoTime);
        this.answers = new RequestAnswers(reads);
        this.topics = new RequestTopics(clients.producer(), registry, KafkaClients.PUBLISH);
        var watching = new Watching(reads, live, System::nanoTime, api.watchStall(), meters);
        var endpoint = new PlanCheckEndpoint(reads, new CheckRequesting(reads, topics, answers, clock),
                new RolloutRequesting(reads, topics, live, clock, System::nanoTime), watching, threads,
                api.answerTimeout());
        this.server = new ApiServer(api, endpoint, gatekeeper, new WatchRoute(gatekeeper, watching, threads), threads,
                this::ready, meters);
        this.scheme = api.certificate().isPresent() ? "https" : "http";
    }

    /**
     * The API; does not listen yet.
     *
     * @param wake called when there may be rows to relay
     * @throws dev.plangate.pipeline.api.auth.InvalidTokensFile when the tokens file cannot be used
     */
    public static ApiService of(Settings settings, Database database, SchemaRegistry registry, Runnable wake,
            MeterRegistry meters) {
        return new ApiService(settings, database, registry, wake, meters);
    }

    @Override
    public String name() {
        return "api";
    }

    @Override
    public void start() {
        views.start();
        live.start();
        answers.start();
        server.start();
        listening = true;
        LOG.info("the API listens on {}", url());
    }

    /** Where programs of this machine reach it, once it has started. */
    public String url() {
        return "%s://127.0.0.1:%d".formatted(scheme, server.port());
    }

    @Override
    public boolean alive() {
        return views.alive() && live.alive() && answers.alive();
    }

    @Override
    public boolean ready() {
        return listening && views.ready();
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>(views.health());
        all.add(live.health());
        all.add(answers.health());
        all.add(new Health("api", listening, listening ? "" : "does not listen"));
        return all;
    }

    /** Calls under way are answered, watches end with UNAVAILABLE. */
    @Override
    public void close() {
        listening = false;
        threads.shutdownNow();
        server.close();
        answers.close();
        live.close();
        topics.close();
        views.close();
    }
}
