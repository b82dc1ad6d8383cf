package dev.plangate.pipeline.worker;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.Instances;

/**
 * What a worker checks with.
 *
 * @param engine closed by the worker
 */
public record Checking(CheckEngine engine, Targets targets) {

    /** The real engine on these instances. */
    public static Checking on(Instances instances) {
        return new Checking(CheckEngine.open(instances), Targets.of(instances));
    }
}
