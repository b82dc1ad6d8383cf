package dev.plangate.pipeline.relay;

import dev.plangate.pipeline.relay.domain.LeaseWindow;
import dev.plangate.pipeline.runtime.Wake;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a part's thread is told by the others. Thread-safe. */
final class PartSignals {
    private final LongSupplier nanoTime;
    private final Wake wake = new Wake();
    private volatile LeaseWindow window;
    private volatile boolean lost;
    private volatile boolean stopping;
    private volatile boolean idle;
    private volatile boolean rows;

    PartSignals(LeaseWindow window, LongSupplier nanoTime) {
        this.window = window;
        this.nanoTime = nanoTime;
    }

    void renewed(LeaseWindow longer) {
        window = longer;
    }

    void leaseLost() {
        lost = true;
        wake.signal();
    }

    void stop() {
        stopping = true;
        wake.signal();
    }

    void rowsWaiting() {
        rows = true;
        wake.signal();
    }

    /** The lease is gone, or nothing was heard of it for so long that it may be. */
    boolean mayNotAct() {
        return lost || !window.open(nanoTime.getAsLong());
    }

    boolean stopping() {
        return stopping;
    }

    /** The thread waits for rows: worth asking the database for it. */
    boolean idle() {
        return idle;
    }

    /** Until there are rows, or the thread is to look up for another reason. */
    void awaitRows(Duration look) throws InterruptedException {
        idle = true;
        try {
            while (!rows && !stopping && !mayNotAct()) {
                wake.await(look);
            }
            rows = false;
        } finally {
            idle = false;
        }
    }

    /** For that long, or until the thread is to stop. */
    void pause(Duration length) throws InterruptedException {
        long end = nanoTime.getAsLong() + length.toNanos();
        for (long left = length.toNanos(); left > 0 && !stopping && !lost; left = end - nanoTime.getAsLong()) {
            wake.await(Duration.ofNanos(left));
        }
    }
}
