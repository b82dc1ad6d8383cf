package dev.plangate.pipeline.model;

import dev.plangate.pipeline.model.queue.Bounds;
import dev.plangate.pipeline.model.queue.QueueModel;
import dev.plangate.pipeline.model.relay.RelayModel;
import java.util.Set;

/** The systems that are explored. Each is as large as some seconds allow; between them they hold every pair of actions. */
enum Scenario {
    /** Two plans and two workers, a revision, a clean stop. */
    TWO_PLANS,
    /** Three workers on one plan that changes twice: its run 1 has zombies while run 3 is under way. */
    THREE_WORKERS,
    /** Two slices, two workers, a revision that comes at any moment. */
    SLICES_AND_A_REVISION,
    /** Two slices, three workers: a zombie beside two that complete. */
    SLICES_AND_THREE_WORKERS,
    /** Two workers that hold two slices each. */
    SLICES_IN_BATCHES,
    /** Two relays, rows of two plans, one of which commits late. */
    RELAYS,
    /** Two workers and two relays; the run is lost once. */
    WHOLE,
    /** A worker, whom nobody can replace, and two relays; the run is superseded. */
    WHOLE_AND_A_REVISION,
    /** Slices, two workers, two relays. */
    WHOLE_AND_SLICES;

    Exploration explore(Set<Guard> without) {
        return Explorer.explore(model(without));
    }

    private Model<?> model(Set<Guard> without) {
        return switch (this) {
            case TWO_PLANS -> new QueueModel(new Bounds(2, 2, 1, 2, 0, 1, 1), without);
            case THREE_WORKERS -> new QueueModel(new Bounds(1, 3, 1, 2, 0, 2, 0), without);
            case SLICES_AND_A_REVISION -> new QueueModel(new Bounds(1, 2, 1, 2, 2, 1, 0), without);
            case SLICES_AND_THREE_WORKERS -> new QueueModel(new Bounds(1, 3, 1, 2, 2, 0, 0), without);
            case SLICES_IN_BATCHES -> new QueueModel(new Bounds(1, 2, 2, 2, 2, 0, 0), without);
            case RELAYS -> new RelayModel(2, 3, without);
            case WHOLE -> new WholeModel(new Bounds(1, 2, 1, 2, 0, 0, 0), 2, without);
            case WHOLE_AND_A_REVISION -> new WholeModel(new Bounds(1, 1, 1, 1, 0, 1, 0), 2, without);
            case WHOLE_AND_SLICES -> new WholeModel(new Bounds(1, 2, 1, 1, 2, 0, 0), 2, without);
        };
    }
}
