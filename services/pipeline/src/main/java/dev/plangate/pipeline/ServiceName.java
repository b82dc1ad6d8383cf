package dev.plangate.pipeline;

import java.util.Locale;

/** The services, in the order in which they start together: who takes over from others comes before them. */
public enum ServiceName {
    RELAY("Publish the outbox to Kafka, exactly once."),
    GATE("Judge plans: fold plans, checks and approvals, send create-rollout commands."),
    ROLLOUTS("Create the rollouts that the gate commands."),
    WEBHOOKS("Tell webhooks what becomes of plans: signed CloudEvents over HTTP."),
    WORKER("Check plans against their target databases."),
    INTAKE("Take plans, projects, groups, sheets and requests in from Kafka."),
    API("Answer people and programs: gRPC and HTTP/JSON on api.port.");

    private final String description;

    ServiceName(String description) {
        this.description = description;
    }

    /** As it is written on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The gate keeps its state in Kafka. */
    boolean needsDatabase() {
        return this != GATE;
    }

    /** For the help. */
    String description() {
        return description;
    }
}
