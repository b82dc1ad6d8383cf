package dev.plangate.pipeline.model.queue;

import java.util.Comparator;

/**
 * What a worker believes that it holds. It may be long out of date.
 *
 * @param fence      the run's
 * @param slice      index, or {@link #WHOLE}
 * @param sliceFence the slice's; 0 for a whole run
 * @param read       open_slices, as read in {@link Phase#COUNTING}
 */
record Claim(int plan, int run, int fence, int slice, int sliceFence, Phase phase, int read) {
    static final int WHOLE = -1;

    static final Comparator<Claim> ORDER = Comparator.comparingInt(Claim::plan).thenComparingInt(Claim::fence)
            .thenComparingInt(Claim::slice).thenComparingInt(Claim::sliceFence).thenComparing(Claim::phase);

    /** How far the worker is. */
    enum Phase {
        /** Checks run. */
        WORKING,
        /** Its results wait to be committed. */
        FINISHED,
        /** A transaction is open in which open_slices was read and nothing is written yet. */
        COUNTING,
        /** The status is committed and the events are not: only without {@code ONE_TRANSACTION}. */
        WITHOUT_EVENTS
    }

    Claim in(Phase next) {
        return new Claim(plan, run, fence, slice, sliceFence, next, 0);
    }

    Claim counting(int open) {
        return new Claim(plan, run, fence, slice, sliceFence, Phase.COUNTING, open);
    }

    boolean isWhole() {
        return slice == WHOLE;
    }

    @Override
    public String toString() {
        return "plan %d, run %d, fence %d".formatted(plan, run, fence)
                + (isWhole() ? "" : ", slice %d, its fence %d".formatted(slice, sliceFence));
    }
}
