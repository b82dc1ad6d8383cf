package dev.plangate.pipeline.api;

import dev.plangate.v1.PlanEvent;
import java.time.Duration;

/** Where a watcher's events go. One thread uses it. */
interface EventSink {
    /** Whether the client has taken what it was sent; waits that long for it. */
    boolean isReady(Duration longest) throws InterruptedException;

    /** Whether the client is gone. */
    boolean isCancelled();

    /** Sends one event; called when ready. */
    void send(PlanEvent event);
}
