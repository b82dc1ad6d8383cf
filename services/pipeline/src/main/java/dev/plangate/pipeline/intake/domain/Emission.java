package dev.plangate.pipeline.intake.domain;

import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;

/** Something that intake publishes, in the order in which it was decided. */
public sealed interface Emission {
    /** To plangate.plan-states. */
    record StateWritten(PlanState state) implements Emission {}

    /** To plangate.check-runs. */
    record RunChanged(CheckRun run) implements Emission {}

    /** To the dead letters: the record that was folded changes nothing, for this reason. */
    record Refused(String reason) implements Emission {}
}
