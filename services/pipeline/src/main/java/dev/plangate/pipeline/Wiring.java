package dev.plangate.pipeline;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.Instances;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.config.WorkerSettings;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.gate.GateService;
import dev.plangate.pipeline.intake.IntakeService;
import dev.plangate.pipeline.relay.Relay;
import dev.plangate.pipeline.relay.RelayConfig;
import dev.plangate.pipeline.relay.RelaySteps;
import dev.plangate.pipeline.rollouts.RolloutsService;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.pipeline.runtime.Service;
import dev.plangate.pipeline.worker.Targets;
import dev.plangate.pipeline.worker.WorkerService;
import java.nio.file.Path;
import java.util.UUID;

/** How each service is put together. */
final class Wiring {
    private Wiring() {}

    /** A service that is not started yet. */
    static Service service(ServiceName name, Shared shared) {
        Settings settings = shared.settings();
        return switch (name) {
            case RELAY -> new Relay(RelayConfig.of(settings.deployment(), settings.relay(), settings.kafka()),
                    shared.database(), shared.registry(), shared.rows(), shared.meters(), RelaySteps.NONE);
            case GATE -> GateService.of(settings, shared.registry(), shared.meters());
            case ROLLOUTS -> RolloutsService.of(settings, shared.database(), shared.registry(),
                    shared.rows()::signal, shared.meters());
            case WORKER -> worker(shared);
            case INTAKE -> IntakeService.of(settings, shared.database(), shared.registry(), shared::wakeAll,
                    shared.meters());
        };
    }

    private static Service worker(Shared shared) {
        WorkerSettings settings = shared.settings().worker();
        Path file = settings.instancesFile().orElseThrow(() -> new Refusal(ExitCode.USAGE,
                "The worker needs to know the databases that plans may target: set PLANGATE_INSTANCES_FILE to an instances.yaml."));
        Instances instances = Instances.load(file, shared.environment());
        String owner = shared.settings().deployment().group("worker") + "-" + UUID.randomUUID();
        return new WorkerService(owner, settings, shared.database(), CheckEngine.open(instances),
                Targets.of(instances), shared.runs(), shared.rows()::signal, shared.meters());
    }
}
