package dev.plangate.pipeline.api;

import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Names;
import dev.plangate.v1.WatchPlanRequest;
import java.util.function.LongSupplier;

/** Watches, however they are carried. */
final class Watching {
    private final Reads reads;
    private final LiveEvents live;
    private final LongSupplier nanos;
    private final WatchSlots slots = new WatchSlots();

    /** @param nanos a monotonic clock */
    Watching(Reads reads, LiveEvents live, LongSupplier nanos) {
        this.reads = reads;
        this.live = live;
        this.nanos = nanos;
    }

    /** Returns when the stream is over. */
    void follow(WatchPlanRequest request, Caller caller, EventSink sink) throws InterruptedException {
        PlanName plan = Names.plan("name", request.getName());
        if (request.getRevision() < 0) {
            throw Errors.invalid("revision", "should be at least 1, or 0 for the newest");
        }
        slots.take(caller.name());
        try {
            Watch.follow(reads, live, plan, request.getRevision(), sink, nanos);
        } finally {
            slots.giveBack(caller.name());
        }
    }
}
