package dev.plangate.pipeline;

import dev.plangate.checks.Instances;
import dev.plangate.pipeline.api.ApiService;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.gate.GateService;
import dev.plangate.pipeline.intake.IntakeService;
import dev.plangate.pipeline.relay.Relay;
import dev.plangate.pipeline.relay.RelayConfig;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.pipeline.rollouts.RolloutsService;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.webhooks.WebhooksService;
import dev.plangate.pipeline.worker.Checking;
import dev.plangate.pipeline.worker.WorkerService;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How each service is put together. */
public final class Wiring {
    private Wiring() {}

    /**
     * Services that are not started yet, and before them what they share.
     *
     * @param checking asked for by the worker alone
     */
    public static List<Service> services(Collection<ServiceName> names, Shared shared, Supplier<Checking> checking) {
        Stream<Service> first = names.stream().anyMatch(ServiceName::needsDatabase)
                ? Stream.of(shared.outbox())
                : Stream.empty();
        return Stream.concat(first, names.stream().map(name -> service(name, shared, checking))).toList();
    }

    private static Service service(ServiceName name, Shared shared, Supplier<Checking> checking) {
        Settings settings = shared.settings();
        return switch (name) {
            case RELAY -> new Relay(RelayConfig.of(settings.deployment(), settings.relay(), settings.kafka()),
                    shared.database(), shared.registry(), shared.rows(), shared.meters(), RelaySteps.NONE);
            case GATE -> GateService.of(settings, shared.registry(), shared.meters());
            case ROLLOUTS -> RolloutsService.of(settings, shared.database(), shared.registry(),
                    shared.rows()::signal, shared.meters());
            case WEBHOOKS -> WebhooksService.of(settings, shared.database(), shared.registry(),
                    shared.rows()::signal, shared.meters());
            case WORKER -> new WorkerService(settings.deployment().group("worker") + "-" + UUID.randomUUID(),
                    settings.worker(), settings.history(), shared.database(), checking.get(), shared.runs(),
                    shared.rows()::signal,
                    shared.outbox(), shared.meters());
            case INTAKE -> IntakeService.of(settings, shared.database(), shared.registry(), shared::wakeAll,
                    shared.outbox(), shared.meters());
            case API -> ApiService.of(settings, shared.database(), shared.registry(), shared.rows()::signal,
                    shared.meters());
        };
    }

    /** The instances that the settings name. */
    static Checking checking(Shared shared) {
        Path file = shared.settings().worker().instancesFile().orElseThrow(() -> new Refusal(ExitCode.USAGE,
                "The worker needs to know the databases that plans may target: set PLANGATE_INSTANCES_FILE to an instances.yaml."));
        return Checking.on(Instances.load(file, shared.environment()));
    }
}
