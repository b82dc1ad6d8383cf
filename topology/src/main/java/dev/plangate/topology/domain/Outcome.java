package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import java.util.List;

/**
 * What an event leads to.
 *
 * @param state to be remembered
 * @param decisions to be published, in this order; empty when the event changed nothing that others see
 */
public record Outcome(GateState state, List<Decision> decisions) {
    public Outcome {
        decisions = List.copyOf(decisions);
    }
}
