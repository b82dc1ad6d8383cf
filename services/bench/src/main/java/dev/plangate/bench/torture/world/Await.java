package dev.plangate.bench.torture.world;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Await {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Await() {}

    /**
     * Waits until it holds.
     *
     * @throws IllegalStateException when it never does
     */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        if (!holds(patience, condition)) {
            throw new IllegalStateException("not within %d s: %s".formatted(patience.toSeconds(), what));
        }
    }

    /** Whether it comes to hold in time. */
    public static boolean holds(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(EVERY_NANOS);
        }
        return true;
    }
}
