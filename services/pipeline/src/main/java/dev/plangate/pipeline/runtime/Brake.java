package dev.plangate.pipeline.runtime;

import java.util.Optional;

/** Says when nothing new may begin, because what it would make cannot be handed on. */
@FunctionalInterface
public interface Brake {
    /** Never on. */
    Brake NONE = Optional::empty;

    /** Why nothing new may begin, in a sentence for logs and readiness; empty = go on. Costs nothing: it is asked before each batch. */
    Optional<String> on();
}
