package dev.plangate.pipeline.api.domain;

import java.util.Set;

/**
 * Somebody whose token was accepted.
 *
 * @param name recorded as the requester of what is asked for: "tokens/ci", "users/8f3a"
 */
public record Caller(String name, Set<Grant> grants) {
    public Caller {
        grants = Set.copyOf(grants);
    }

    /** Whether one of the roles suffices. */
    public boolean may(Need need) {
        return grants.stream().anyMatch(grant -> grant.covers(need));
    }
}
