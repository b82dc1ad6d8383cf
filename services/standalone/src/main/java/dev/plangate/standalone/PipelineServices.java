package dev.plangate.standalone;

import dev.plangate.checks.CheckEngine;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.db.Database;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.intake.IntakeService;
import dev.plangate.pipeline.relay.Relay;
import dev.plangate.pipeline.relay.RelayConfig;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.pipeline.rollouts.RolloutsService;
import dev.plangate.pipeline.runtime.Metrics;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.runtime.Wake;
import dev.plangate.pipeline.worker.Targets;
import dev.plangate.pipeline.worker.WorkerService;
import dev.plangate.topology.stream.GateOptions;
import dev.plangate.topology.stream.GateStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of the pipeline in this JVM. They share a pool of connections, and wake each other instead of polling. */
record PipelineServices(List<Service> all, Database database, SchemaRegistry registry) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineServices.class);

    /** Puts them together; starts nothing. */
    static PipelineServices of(Settings settings, Metrics metrics, StandaloneOptions options) {
        var database = Database.open(config(settings));
        var registry = SchemaRegistry.connect(settings.registry().urls(), settings.registry().properties());
        var services = new ArrayList<Service>();
        if (options.services()) {
            var meters = metrics.registry();
            var rows = new Wake();
            var runs = new Wake();
            services.add(new Relay(RelayConfig.of(settings.deployment(), settings.relay(), settings.kafka()), database,
                    registry, rows, meters,
                    RelaySteps.NONE));
            services.add(new GateService(new GateStream(gate(settings), registry, Clock.systemUTC())));
            services.add(RolloutsService.of(settings, database, registry, rows::signal, meters));
            services.add(new WorkerService("standalone-" + UUID.randomUUID(), settings.worker(), database,
                    checks(options), targets(), runs, rows::signal,
                    meters));
            services.add(IntakeService.of(settings, database, registry, () -> {
                rows.signal();
                runs.signal();
            }, meters));
        }
        return new PipelineServices(List.copyOf(services), database, registry);
    }

    void start() {
        all.forEach(Service::start);
    }

    /** Stops in reverse order: what takes in first, what hands out last. */
    @Override
    public void close() {
        for (var service : all.reversed()) {
            try {
                service.close();
            } catch (RuntimeException e) {
                LOG.warn("{} did not stop cleanly", service.name(), e);
            }
        }
        registry.close();
        database.close();
    }

    private static DatabaseConfig config(Settings settings) {
        var database = settings.database();
        var longest = database.transactionTimeout();
        return new DatabaseConfig(database.url(), database.user(), database.password(), database.poolSize(),
                settings.deployment().name(),
                database.connectTimeout(), longest.dividedBy(2), longest, longest, longest, longest.multipliedBy(2));
    }

    private static GateOptions gate(Settings settings) {
        var gate = settings.gate();
        return new GateOptions(settings.deployment().group("gate"), gate.commitInterval(), gate.threads(),
                gate.stateDir(),
                settings.deployment().stopTimeout(), settings.kafka().properties());
    }

    private static CheckEngine checks(StandaloneOptions options) {
        return options.checks().orElseThrow(() -> new StandaloneException("no check engine"));
    }

    private static Targets targets() {
        return new Targets() {
            @Override
            public String environment(String instance) {
                return "";
            }

            @Override
            public String engine(String instance) {
                return "";
            }
        };
    }
}
