package dev.plangate.bench.torture.fault;

import dev.plangate.bench.torture.load.Dice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The faults of one lane of a run, derived from its seed. */
public final class FaultSequence {
    private final long seed;
    private final Lane lane;
    private final List<FaultKind> kinds = new ArrayList<>();
    private int number;

    private FaultSequence(long seed, Lane lane, int brokers) {
        this.seed = seed;
        this.lane = lane;
        for (FaultKind kind : FaultKind.values()) {
            boolean harmsBroker = kind == FaultKind.KILL_BROKER || kind == FaultKind.PAUSE_BROKER;
            if (lane.has(kind) && (!harmsBroker || brokers > 1)) {
                kinds.addAll(Collections.nCopies(kind.weight(), kind));
            }
        }
    }

    /** A lone broker is spared. */
    public static FaultSequence of(long seed, Lane lane, int brokers) {
        return new FaultSequence(seed, lane, brokers);
    }

    /** Without an end. */
    public FaultChoice next() {
        var dice = Dice.of(seed, lane + " fault " + number++);
        return new FaultChoice(dice.of(kinds), dice.of(lane.services()), dice.of(lane.failpoints()), dice);
    }
}
