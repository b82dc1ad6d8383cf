package dev.plangate.bench.pipeline;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * When each plan reached each stage, in nanoseconds of this JVM's clock; a stage is reached when a read_committed consumer
 * sees it.
 */
final class Timeline {
    /** Milestones of a plan, in their order. */
    enum Milestone {
        /** The moment at which the plan was to be sent: under an open-loop load not when it was sent at last. */
        SENT,
        /** Its check run is queued. */
        QUEUED,
        /** Its check run is done. */
        CHECKED,
        /** The gate has sent the command. */
        COMMANDED,
        /** The rollout exists. */
        ROLLED_OUT
    }

    private final int plans;
    private final Map<Milestone, AtomicLongArray> times = new EnumMap<>(Milestone.class);
    private final Map<Milestone, AtomicInteger> reached = new EnumMap<>(Milestone.class);

    Timeline(int plans) {
        this.plans = plans;
        for (Milestone milestone : Milestone.values()) {
            times.put(milestone, new AtomicLongArray(plans));
            reached.put(milestone, new AtomicInteger());
        }
    }

    /** The first time counts. */
    void reach(Milestone milestone, int plan, long nanos) {
        if (times.get(milestone).compareAndSet(plan, 0, nanos)) {
            reached.get(milestone).incrementAndGet();
        }
    }

    int reached(Milestone milestone) {
        return reached.get(milestone).get();
    }

    /** Durations between two milestones, in microseconds. */
    Histogram between(Milestone from, Milestone to) {
        var histogram = new Histogram(3);
        for (int plan = 0; plan < plans; plan++) {
            long took = times.get(to).get(plan) - times.get(from).get(plan);
            histogram.recordValue(Math.max(0, took / 1_000));
        }
        return histogram;
    }

    /** From the first plan's being sent to the last one's reaching a milestone, in nanoseconds. */
    long span(Milestone to) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int plan = 0; plan < plans; plan++) {
            first = Math.min(first, times.get(Milestone.SENT).get(plan));
            last = Math.max(last, times.get(to).get(plan));
        }
        return last - first;
    }
}
