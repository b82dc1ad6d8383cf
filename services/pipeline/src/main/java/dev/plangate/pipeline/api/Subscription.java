package dev.plangate.pipeline.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What happened to one plan and was not looked at yet. Bounded: when something does not fit all of it is thrown away, and whoever
 * listens is told, to look at Postgres instead. Offering never waits, so that one slow reader holds up nobody.
 */
final class Subscription implements AutoCloseable {
    private static final int MOST_EVENTS = 10_000;
    private static final long MOST_BYTES = 8 << 20;

    private final String plan;
    private final Consumer<Subscription> end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private long bytes;
    private boolean overflowed;

    /** @param end called when it is closed */
    Subscription(String plan, Consumer<Subscription> end) {
        this.plan = plan;
        this.end = end;
    }

    String plan() {
        return plan;
    }

    void offer(LiveEvent event) {
        lock.lock();
        try {
            if (overflowed) {
                return;
            }
            bytes += event.message().getSerializedSize();
            // One that is larger than all is taken by a reader who keeps up.
            if (!events.isEmpty() && (bytes > MOST_BYTES || events.size() >= MOST_EVENTS)) {
                overflowed = true;
                events.clear();
                bytes = 0;
            } else {
                events.add(event);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next one, if it comes within that time, or if it is there. */
    Optional<LiveEvent> poll(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (events.isEmpty() && !overflowed && left > 0) {
                left = changed.awaitNanos(left);
            }
            LiveEvent event = events.poll();
            if (event != null) {
                bytes -= event.message().getSerializedSize();
            }
            return Optional.ofNullable(event);
        } finally {
            lock.unlock();
        }
    }

    /** Whether events were thrown away since this was asked last; from now on they are kept again. */
    boolean takeOverflow() {
        lock.lock();
        try {
            boolean was = overflowed;
            overflowed = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end.accept(this);
    }
}
