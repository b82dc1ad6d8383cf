package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.failpoint.Failpoint;
import dev.plangate.bench.torture.world.ServiceKind;
import java.util.Arrays;
import java.util.List;

/**
 * Faults come in two lanes at once, each of which harms services of its own: the next fault of a lane waits until its last one is
 * mended. What harms all of them waits for both.
 */
public enum Lane {
    /** Whom leases in Postgres coordinate. */
    LEASED(ServiceKind.WORKER, ServiceKind.WORKER, ServiceKind.RELAY),
    /** Whom consumer groups coordinate; and Postgres, the brokers, and the way to them. */
    GROUPED(ServiceKind.INTAKE, ServiceKind.INTAKE, ServiceKind.ROLLOUTS, ServiceKind.GATE);

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
    private final ServiceKind[] services;

    Lane(ServiceKind... services) {
        this.services = services;
    }

    /** As often as each is to be harmed. */
    List<ServiceKind> services() {
        return Arrays.asList(services);
    }

    boolean has(ServiceKind kind) {
        return services().contains(kind);
    }

    List<Failpoint> failpoints() {
        return Arrays.stream(Failpoint.values())
                .filter(point -> services().stream().anyMatch(kind -> kind.label().equals(point.service()))).toList();
    }

    boolean has(FaultKind kind) {
        return switch (this) {
            case LEASED -> kind.isOfOneProcess();
            case GROUPED -> kind != FaultKind.MOVE_CLOCK;
        };
    }
}
