package dev.plangate.pipeline.api.domain;

import java.util.Locale;

/** What a caller may do; each includes those before it. */
public enum Role {
    /** See runs, results, gates and rollouts. */
    VIEWER,
    /** Ask for checks, cancel them, ask for rollouts whose conditions hold. */
    OPERATOR,
    /** Override conditions of a rollout. */
    ADMIN;

    /** As it is written. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it covers what another may do. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
