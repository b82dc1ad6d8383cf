package dev.plangate.pipeline.rollouts.domain;

import dev.plangate.db.row.RolloutRow;
import dev.plangate.v1.RolloutState;

/** What becomes of a command. */
public sealed interface Answer {
    /** The rollout is made. */
    record Create(RolloutRow rollout, RolloutState state) implements Answer {}

    /** It is refused, and the gate is told why. */
    record Reject(RolloutState state) implements Answer {}

    /** The plan has its rollout: the command, or one like it, was answered before. */
    record Repeated() implements Answer {}
}
