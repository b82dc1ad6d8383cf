package dev.plangate.pipeline.worker;

import dev.plangate.db.row.Held;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All runs that this worker holds; each is renewed until it is completed, those that wait for a free thread included. */
final class HeldRuns {
    private final Map<Held, HeldRun> runs = new ConcurrentHashMap<>();

    void add(HeldRun run) {
        runs.put(run.held(), run);
    }

    void remove(HeldRun run) {
        runs.remove(run.held());
        synchronized (this) {
            notifyAll();
        }
    }

    /** Waits until a run is removed, or for {@code longest}. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, over more than this monitor guards
    synchronized void awaitChange(Duration longest) throws InterruptedException {
        wait(longest.toMillis());
    }

    int size() {
        return runs.size();
    }

    Collection<HeldRun> all() {
        return List.copyOf(runs.values());
    }
}
