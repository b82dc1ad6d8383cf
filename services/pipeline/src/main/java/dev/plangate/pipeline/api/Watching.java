package dev.plangate.pipeline.api;

import com.google.rpc.Code;
import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Names;
import dev.plangate.v1.WatchPlanRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Watches, however they are carried. */
final class Watching {
    private final Reads reads;
    private final LiveEvents live;
    private final LongSupplier nanos;
    private final Duration stall;
    private final Counter slowReaders;
    private final WatchSlots slots = new WatchSlots();

    /**
     * Puts it together.
     *
     * @param nanos a monotonic clock
     * @param stall how long a client may take for one event
     */
    Watching(Reads reads, LiveEvents live, LongSupplier nanos, Duration stall, MeterRegistry meters) {
        this.reads = reads;
        this.live = live;
        this.nanos = nanos;
        this.stall = stall;
        this.slowReaders = meters.counter("plangate.api.slow.readers");
    }

    /** Returns when the stream is over. */
    void follow(WatchPlanRequest request, Caller caller, EventSink sink) throws InterruptedException {
        PlanName plan = Names.plan("name", request.getName());
        if (request.getRevision() < 0) {
            throw Errors.invalid("revision", "should be at least 1, or 0 for the newest");
        }
        slots.take(caller.name());
        try {
            Watch.follow(reads, live, plan, request.getRevision(), sink, nanos, stall);
        } catch (Refused e) {
            if (e.status().getCode() == Code.RESOURCE_EXHAUSTED_VALUE) {
                slowReaders.increment();
            }
            throw e;
        } finally {
            slots.giveBack(caller.name());
        }
    }
}
