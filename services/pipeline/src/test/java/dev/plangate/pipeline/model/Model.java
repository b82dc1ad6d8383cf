package dev.plangate.pipeline.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A system as its states and the steps between them; {@link Explorer} takes all of them in every order.
 *
 * @param <S> an immutable state, equal to another when nothing can tell them apart
 */
public interface Model<S> {
    S start();

    /** What may happen next. A process that is paused is one whose steps are not taken, for as long as one likes. */
    List<Step<S>> steps(S state);

    /** Whether all the work is done and nothing is left behind. */
    boolean atRest(S state);

    /** The promise that this state breaks, if it breaks one. */
    Optional<Promise> broken(S state);

    /** The promise that is broken when a state of rest cannot be reached any more. */
    Promise liveness();

    /** Processes of which any one may stay paused for ever while the others get everything done. */
    IntStream dispensable();
}
