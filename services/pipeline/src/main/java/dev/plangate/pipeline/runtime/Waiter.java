package dev.plangate.pipeline.runtime;

import java.time.Duration;

/** Lets time pass. Tests replace it to tick by hand. */
public interface Waiter {
    /** Waits for that long, or until woken. */
    void await(Duration longest) throws InterruptedException;
}
