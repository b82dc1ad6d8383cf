package dev.plangate.bench.torture.world;

import java.util.List;

/** The services, and how the harness starts them. */
public enum ServiceKind {
    RELAY(2), GATE(2), ROLLOUTS(2), WORKER(3), INTAKE(2);

    private final int instances;

    ServiceKind(int instances) {
        this.instances = instances;
    }

    /** How many run when nobody rescales. */
    public int instances() {
        return instances;
    }

    /** As failpoints and logs name it. */
    public String label() {
        return switch (this) {
            case RELAY -> "relay";
            case GATE -> "gate";
            case ROLLOUTS -> "rollouts";
            case WORKER -> "worker";
            case INTAKE -> "intake";
        };
    }

    List<String> arguments() {
        return List.of(label());
    }

    boolean usesDatabase() {
        return this != GATE;
    }
}
