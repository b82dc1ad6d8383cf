package dev.plangate.pipeline.intake.domain;

import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;

/** Something that happened to a plan, or to what it depends on. */
public sealed interface PlanEvent {
    /** A record of plangate.plans. */
    record Written(Plan content) implements PlanEvent {}

    /** A tombstone of plangate.plans. */
    record Deleted() implements PlanEvent {}

    /** A record of plangate.check-requests that was not seen before. */
    record Requested(CheckRequest request) implements PlanEvent {}

    /**
     * The plan's project, a group or a sheet of it arrived or changed.
     *
     * @param settings whether it was the project, whose settings are part of every plan state
     */
    record InputsChanged(boolean settings) implements PlanEvent {}
}
