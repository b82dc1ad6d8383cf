package dev.plangate.standalone;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.Instances;
import dev.plangate.pipeline.Shared;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.gate.GateService;
import dev.plangate.pipeline.intake.IntakeService;
import dev.plangate.pipeline.relay.Relay;
import dev.plangate.pipeline.relay.RelayConfig;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.pipeline.rollouts.RolloutsService;
import dev.plangate.pipeline.runtime.Metrics;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.worker.Targets;
import dev.plangate.pipeline.worker.WorkerService;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of the pipeline in this JVM. They share a pool of connections, and wake each other instead of polling. */
public record PipelineServices(List<Service> all, Shared shared) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineServices.class);

    /** Puts them together; starts nothing. */
    public static PipelineServices of(Settings settings, Metrics metrics, StandaloneOptions options) {
        var shared = Shared.open(settings, options.environment(), metrics.registry());
        if (!options.services()) {
            return new PipelineServices(List.of(), shared);
        }
        try {
            return new PipelineServices(services(settings, shared, options), shared);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /** Starts all of them; they become ready by and by. */
    public void start() {
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
        shared.close();
    }

    private static List<Service> services(Settings settings, Shared shared, StandaloneOptions options) {
        var database = shared.database();
        var registry = shared.registry();
        var meters = shared.meters();
        var instances = settings.worker().instancesFile().map(file -> Instances.load(file, options.environment()))
                .orElseGet(() -> Instances.of(List.of()));
        var checks = options.checks().orElseGet(() -> CheckEngine.open(instances));
        return List.of(
                new Relay(RelayConfig.of(settings.deployment(), settings.relay(), settings.kafka()), database, registry,
                        shared.rows(), meters, RelaySteps.NONE),
                GateService.of(settings, registry, meters),
                RolloutsService.of(settings, database, registry, shared.rows()::signal, meters),
                new WorkerService("standalone-" + UUID.randomUUID(), settings.worker(), database, checks,
                        Targets.of(instances), shared.runs(),
                        shared.rows()::signal, meters),
                IntakeService.of(settings, database, registry, shared::wakeAll, meters));
    }
}
