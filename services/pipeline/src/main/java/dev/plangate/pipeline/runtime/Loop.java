package dev.plangate.pipeline.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that runs a step until it is stopped. Exceptions are logged, shown in {@link #health()} and tried
 * again with growing waits; an {@link Error} ends the loop, and with it the process.
 */
public final class Loop implements AutoCloseable {
    /** One piece of work; interrupted when a stop takes too long. */
    @FunctionalInterface
    public interface Step {
        Outcome run() throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Step step;
    private final Pace pace;
    private final Waiter waiter;
    private final Runnable wake;
    private final Thread thread;
    private final AtomicReference<String> lastError = new AtomicReference<>("");
    private volatile boolean stopping;
    private volatile boolean dead;
    private int idle;
    private int failures;

    /** A loop that {@code wake} ends the waits of. */
    public Loop(String name, Step step, Pace pace, Wake wake) {
        this(name, step, pace, wake, wake::signal);
    }

    /** A loop that nothing but time wakes. */
    public Loop(String name, Step step, Pace pace) {
        this(name, step, pace, new Wake());
    }

    Loop(String name, Step step, Pace pace, Waiter waiter, Runnable wake) {
        this.name = name;
        this.step = step;
        this.pace = pace;
        this.waiter = waiter;
        this.wake = wake;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Starts the thread. Once. */
    public void start() {
        thread.start();
    }

    /** False once the loop has ended without having been told to. */
    public boolean alive() {
        return !dead;
    }

    /** Whether the last step succeeded, else its error. */
    public Health health() {
        String error = lastError.get();
        return new Health(name, alive() && error.isEmpty(), error);
    }

    /** Asks the loop to end after the present step; returns at once. */
    public void stop() {
        stopping = true;
        wake.run();
    }

    /** Whether {@link #stop()} was called: a long step looks at it. */
    public boolean stopping() {
        return stopping;
    }

    /** Stops, waits for the present step, and interrupts it when it takes longer than that. True if it ended by itself. */
    public boolean stop(Duration patience) {
        stop();
        if (thread.getState() == Thread.State.NEW) {
            return true;
        }
        try {
            if (thread.join(patience)) {
                return true;
            }
            LOG.warn("{} did not end within {}; interrupting it", name, patience);
            thread.interrupt();
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Stops with ten seconds of patience. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }

    private void run() {
        try {
            while (!stopping) {
                Optional<Duration> wait = tick();
                if (wait.isPresent() && !stopping) {
                    waiter.await(wait.get());
                }
            }
        } catch (InterruptedException e) {
            dead = !stopping;
        } catch (Throwable e) {
            dead = true;
            lastError.set(e.toString());
            LOG.error("{} cannot go on", name, e);
        }
    }

    /** Runs one step and says how long to wait after it; tests call it instead of starting the thread. */
    Optional<Duration> tick() throws InterruptedException {
        try {
            Outcome outcome = step.run();
            recovered();
            return switch (outcome) {
                case BUSY -> {
                    idle = 0;
                    yield Optional.empty();
                }
                case IDLE -> Optional.of(pace.afterIdle(++idle));
            };
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Optional.of(failed(e));
        }
    }

    private void recovered() {
        if (failures > 0) {
            LOG.info("{} goes on after {} failed attempts", name, failures);
            failures = 0;
            lastError.set("");
        }
    }

    private Duration failed(Exception e) {
        failures++;
        Duration wait = pace.afterErrors(failures);
        String error = e.toString();
        // The stack once; while the same error stays, one line each time, the waits grow.
        if (error.equals(lastError.getAndSet(error))) {
            LOG.warn("{} failed again ({} in a row), next attempt in {}: {}", name, failures, wait, error);
        } else {
            LOG.warn("{} failed, next attempt in {}", name, wait, e);
        }
        return wait;
    }
}
