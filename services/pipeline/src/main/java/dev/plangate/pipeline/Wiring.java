package dev.plangate.pipeline;

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
            case WORKER -> throw new Refusal(ExitCode.FAILURE, "This build has no check engine.");
            case INTAKE -> IntakeService.of(settings, shared.database(), shared.registry(), shared::wakeAll,
                    shared.meters());
        };
    }
}
