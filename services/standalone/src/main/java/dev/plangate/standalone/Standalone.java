package dev.plangate.standalone;

import dev.plangate.pipeline.api.ApiService;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.runtime.Health;
import dev.plangate.pipeline.runtime.HealthServer;
import dev.plangate.pipeline.runtime.Metrics;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.OwnDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Plangate in this JVM, on an embedded broker and an embedded Postgres: for trying it out, for the demo, for
 * benchmarks and for tests. Never for production.
 */
public final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final DataDirectory directory;
    private final Infrastructure infrastructure;
    private final Settings settings;
    private final Metrics metrics;
    private final PipelineServices services;
    private final Optional<HealthServer> http;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = Thread.ofPlatform().name("standalone-stop").unstarted(this::stop);

    private Standalone(DataDirectory directory, Infrastructure infrastructure, Settings settings, Metrics metrics,
            PipelineServices services, Optional<HealthServer> http) {
        this.directory = directory;
        this.infrastructure = infrastructure;
        this.settings = settings;
        this.metrics = metrics;
        this.services = services;
        this.http = http;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts everything; returns when every service is ready. It is closed when the JVM ends at the latest.
     *
     * @throws StandaloneException when it cannot be started; nothing is left running then
     */
    public static Standalone start(StandaloneOptions options) {
        QuietLogs.apply();
        Ports.requireFree(options.port(), "the broker", "--port");
        Ports.requireFree(options.registryPort(), "the schema registry", "--registry-port");
        options.httpPort().ifPresent(port -> Ports.requireFree(port, "health and metrics", "--http-port"));
        options.apiPort().ifPresent(port -> Ports.requireFree(port, "the API", "--api-port"));
        var undo = new ArrayList<AutoCloseable>();
        try {
            var directory = options.dataDir().map(DataDirectory::open).orElseGet(DataDirectory::temporary);
            undo.addFirst(directory);
            var infrastructure = Infrastructure.start(directory, options);
            undo.addFirst(infrastructure);
            var settings = Settings.of(texts(directory, infrastructure, options));
            var metrics = new Metrics(settings.deployment().name());
            undo.addFirst(metrics);
            var services = PipelineServices.of(settings, metrics, options);
            undo.addFirst(services);
            var http = options.httpPort().stream().mapToObj(port -> http(settings, services, metrics)).findFirst();
            http.ifPresent(undo::addFirst);
            services.start();
            awaitReady(services, options);
            return new Standalone(directory, infrastructure, settings, metrics, services, http);
        } catch (RuntimeException e) {
            undo.forEach(Standalone::closeQuietly);
            throw e;
        }
    }

    /** host:port for bootstrap.servers. */
    public String bootstrapServers() {
        return infrastructure.broker().bootstrapServers();
    }

    /** Base URL of the schema registry. */
    public String registryUrl() {
        return infrastructure.registry().url();
    }

    /** The server, where tests and the demo make databases of their own. */
    public EmbeddedPostgres postgres() {
        return infrastructure.postgres();
    }

    /** JDBC URL of Plangate's own database. */
    public String jdbcUrl() {
        return settings.database().url();
    }

    /** Role that owns Plangate's own database. */
    public String jdbcUser() {
        return settings.database().user();
    }

    /** Its password. Not for logs. */
    public String jdbcPassword() {
        return settings.database().password().get();
    }

    /** What the services run with. */
    public Settings settings() {
        return settings;
    }

    /** What the services count. */
    public MeterRegistry meters() {
        return metrics.registry();
    }

    /** The services, in the order of their start. */
    public List<Service> services() {
        return services.all();
    }

    /** Port of /livez, /readyz and /metrics, if they were asked for. */
    public OptionalInt httpPort() {
        return http.stream().mapToInt(HealthServer::port).findFirst();
    }

    /** Where the API answers, if it was asked for. */
    public Optional<String> apiUrl() {
        return services.all().stream().filter(ApiService.class::isInstance).map(api -> ((ApiService) api).url())
                .findFirst();
    }

    /** False once a service cannot go on. */
    public boolean alive() {
        return services.all().stream().allMatch(Service::alive);
    }

    /** Stops the services, then what they stand on; a temporary directory is deleted. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.trace("the JVM is ending: the hook found nothing left to do", e);
        }
    }

    private synchronized void stop() {
        if (!closed.getAndSet(true)) {
            http.ifPresent(Standalone::closeQuietly);
            List.of(services, metrics, infrastructure, directory).forEach(Standalone::closeQuietly);
        }
    }

    private static Map<String, String> texts(DataDirectory directory, Infrastructure infrastructure,
            StandaloneOptions options) {
        var texts = new HashMap<>(options.settings());
        texts.put("bootstrap.servers", infrastructure.broker().bootstrapServers());
        texts.put("schema.registry.url", infrastructure.registry().url());
        texts.put("db.url", infrastructure.postgres().jdbcUrl(OwnDatabase.NAME));
        texts.put("db.user", OwnDatabase.NAME);
        texts.put("db.password", infrastructure.postgres().password());
        texts.put("topics.replication.factor", "1");
        texts.put("gate.state.dir", directory.path().resolve("gate").toString());
        texts.put("http.host", "127.0.0.1");
        options.httpPort().ifPresent(port -> texts.put("http.port", Integer.toString(port)));
        options.apiPort().ifPresent(port -> texts.put("api.port", Integer.toString(port)));
        infrastructure.instances().ifPresent(file -> texts.put("instances.file", file.toString()));
        return texts;
    }

    private static HealthServer http(Settings settings, PipelineServices services, Metrics metrics) {
        var address = new InetSocketAddress(settings.http().host(), settings.http().port());
        return new HealthServer(address, () -> services.all().stream().allMatch(Service::alive),
                () -> services.all().stream().flatMap(service -> service.health().stream()).toList(),
                metrics.registry()::scrape);
    }

    private static void awaitReady(PipelineServices services, StandaloneOptions options) {
        var began = System.nanoTime();
        while (!services.all().stream().allMatch(Service::ready)) {
            var unready = services.all().stream().filter(service -> !service.ready()).map(Service::health)
                    .flatMap(List::stream).filter(health -> !health.ok())
                    .toList();
            if (services.all().stream().anyMatch(service -> !service.alive())
                    || System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new StandaloneException(
                        "these services did not become ready: " + unready.stream().map(Health::toString).toList());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        if (!services.all().isEmpty()) {
            options.progress().accept("the services are ready (%.1f s): %s".formatted((System.nanoTime() - began) / 1e9,
                    String.join(", ", services.all().stream().map(Service::name).toList())));
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{}", e.getMessage(), e);
        }
    }
}
