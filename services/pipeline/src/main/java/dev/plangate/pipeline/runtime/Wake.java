package dev.plangate.pipeline.runtime;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A signal inside the process: ends the wait of the one loop that waits on it. A signal between two waits is kept. */
public final class Wake implements Waiter {
    private final Semaphore signal = new Semaphore(0);

    /** Ends the present wait, or the next one; signals do not add up. */
    public void signal() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        if (signal.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            signal.drainPermits();
        }
    }
}
