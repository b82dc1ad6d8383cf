package dev.plangate.pipeline.webhooks;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts in time, whatever they wait for: a name, a connection, a handshake, or an answer that comes byte by byte. */
final class Deadlines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("plangate-webhooks-deadlines").factory());

    /** One attempt's time, from now on. */
    final class Deadline implements AutoCloseable {
        private final long end;
        private final Future<?> alarm;
        private Closeable open = () -> {};
        private boolean over;

        private Deadline(Duration time) {
            this.end = System.nanoTime() + time.toNanos();
            this.alarm = timer.schedule(this::expire, time.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** What is closed when the time is over; at once if it is already. */
        synchronized void watch(Closeable resource) {
            open = resource;
            if (over) {
                closeQuietly(resource);
            }
        }

        synchronized boolean over() {
            return over;
        }

        /** What is left; at least a millisecond, since 0 would mean for ever. */
        Duration left() {
            return Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }

        private synchronized void expire() {
            over = true;
            closeQuietly(open);
        }

        @Override
        public void close() {
            alarm.cancel(false);
        }
    }

    /** Work that may take long, and that nothing else ends. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    Deadline begin(Duration time) {
        return new Deadline(time);
    }

    /**
     * Runs work on a thread of its own and leaves it behind when the time is over. A platform thread: a look-up of a name
     * blocks its carrier, and two that hang would stop every virtual thread on two processors.
     *
     * @throws IOException what the work threw, or that it took too long
     */
    static <T> T bounded(String what, Duration time, Work<T> work) throws IOException {
        var task = new FutureTask<>(work::run);
        Thread.ofPlatform().daemon().name("plangate-webhooks-names").start(task);
        try {
            return task.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(what + " took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            LOG.debug("a connection whose time was over did not close cleanly", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
