package dev.plangate.topology.approval;

import java.util.Optional;

/** What became of the text of a condition. */
sealed interface Compiled {
    /**
     * It can be evaluated.
     *
     * @param constant set when it is the same for every change
     */
    record Sound(Condition condition, Optional<Boolean> constant) implements Compiled {}

    /** It cannot; line and column from 1. */
    record Faulty(int line, int column, String reason) implements Compiled {}
}
