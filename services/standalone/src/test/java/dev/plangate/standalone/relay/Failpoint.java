package dev.plangate.standalone.relay;

import dev.plangate.pipeline.relay.RelayStep;
import dev.plangate.pipeline.relay.RelaySteps;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Something that happens to each part once, when it first comes to a step. */
final class Failpoint implements RelaySteps {
    private final RelayStep at;
    private final Supplier<? extends Throwable> what;
    private final Set<Integer> hit = ConcurrentHashMap.newKeySet();
    private final Map<RelayStep, Set<Integer>> passed = new ConcurrentHashMap<>();
    private final CountDownLatch open = new CountDownLatch(1);

    private Failpoint(RelayStep at, Supplier<? extends Throwable> what) {
        this.at = at;
        this.what = what;
    }

    /** The thread is gone, as if the process had been killed there. */
    static Failpoint killed(RelayStep at) {
        return new Failpoint(at, () -> new Killed(at));
    }

    static Failpoint failing(RelayStep at) {
        return new Failpoint(at, () -> new IllegalStateException("failpoint " + at));
    }

    /** The thread stands still until it is told to go on, as if the process had been stopped. */
    static Failpoint paused(RelayStep at) {
        return new Failpoint(at, () -> null);
    }

    @Override
    public void reached(RelayStep step, int part) {
        passed.computeIfAbsent(step, s -> ConcurrentHashMap.newKeySet()).add(part);
        if (step != at || !hit.add(part)) {
            return;
        }
        switch (what.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null -> {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Parts that came to a step at least once. */
    int passed(RelayStep step) {
        return passed.getOrDefault(step, Set.of()).size();
    }

    /** Parts that it happened to. */
    int parts() {
        return hit.size();
    }

    void goOn() {
        open.countDown();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed(RelayStep at) {
            super("killed at " + at);
        }
    }
}
