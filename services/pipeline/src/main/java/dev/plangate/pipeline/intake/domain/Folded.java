package dev.plangate.pipeline.intake.domain;

import java.util.List;

/** What became of a plan, and what is to be published because of it. No emissions and the same aggregate: nothing changed. */
public record Folded(PlanAggregate next, List<Emission> emissions) {
    public Folded {
        emissions = List.copyOf(emissions);
    }
}
