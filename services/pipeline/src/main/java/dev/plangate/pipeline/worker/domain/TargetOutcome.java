package dev.plangate.pipeline.worker.domain;

import dev.plangate.pipeline.targets.Target;
import dev.plangate.v1.CheckOutcome;
import java.util.List;

/**
 * What the checks of one target found.
 *
 * @param environment of the target's instance; empty when the instance is not known
 * @param engine      of the target's instance; empty when the instance is not known
 * @param takenOverFrom the run that found it; 0 = this one
 */
public record TargetOutcome(Target target, List<CheckOutcome> outcomes, String environment, String engine,
        long takenOverFrom) {
    public TargetOutcome {
        outcomes = List.copyOf(outcomes);
    }

    /** One that was checked in this run. */
    public TargetOutcome(Target target, List<CheckOutcome> outcomes, String environment, String engine) {
        this(target, outcomes, environment, engine, 0);
    }
}
