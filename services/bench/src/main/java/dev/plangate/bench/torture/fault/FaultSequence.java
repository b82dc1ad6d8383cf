package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.load.Dice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The faults of one lane of a run, derived from its seed. */
public final class FaultSequence {
    private final long seed;
    private final Lane lane;
    private final List<FaultKind> kinds = new ArrayList<>();
    private int number;

    private FaultSequence(long seed, Lane lane, Collection<FaultKind> wanted, int brokers) {
        this.seed = seed;
        this.lane = lane;
        for (FaultKind kind : FaultKind.values()) {
            if (lane.has(kind) && wanted.contains(kind) && (!kind.isOfBroker() || brokers > 1)) {
                kinds.addAll(Collections.nCopies(kind.weight(), kind));
            }
        }
    }

    /** Of the kinds that are wanted those that the lane has; a lone broker is spared. Empty when that leaves none. */
    public static Optional<FaultSequence> of(long seed, Lane lane, Collection<FaultKind> wanted, int brokers) {
        var sequence = new FaultSequence(seed, lane, wanted, brokers);
        return sequence.kinds.isEmpty() ? Optional.empty() : Optional.of(sequence);
    }

    /** Without an end. */
    public FaultChoice next() {
        var dice = Dice.of(seed, lane + " fault " + number++);
        return new FaultChoice(dice.of(kinds), dice.of(lane.services()), dice.of(lane.failpoints()), dice);
    }
}
