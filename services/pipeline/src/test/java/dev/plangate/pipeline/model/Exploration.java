package dev.plangate.pipeline.model;

import java.util.List;
import java.util.Optional;

/**
 * What was found.
 *
 * @param states different states that were reached
 * @param steps  steps between them
 */
public record Exploration(int states, int steps, Optional<Violation> violation) {

    /**
     * A promise that is broken.
     *
     * @param trace the fewest steps that lead there, from the start
     */
    public record Violation(Promise promise, List<String> trace) {
        @Override
        public String toString() {
            return "%s is broken after %d steps:%n  %s".formatted(promise, trace.size(),
                    String.join("%n  ".formatted(), trace));
        }
    }

    /** The promise that is broken; empty when all are kept. */
    public Optional<Promise> broken() {
        return violation.map(Violation::promise);
    }

    @Override
    public String toString() {
        return "%,d states, %,d steps; %s".formatted(states, steps,
                violation.map(Violation::toString).orElse("every promise is kept"));
    }
}
