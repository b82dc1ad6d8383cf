package dev.plangate.checks.target;

import java.time.Duration;

/** The end of the time that a job has, by the JVM's monotonic clock. */
public record Deadline(long nanoTime, Duration total) {
    /** That ends so much from now. */
    public static Deadline in(Duration total) {
        return new Deadline(System.nanoTime() + total.toNanos(), total);
    }

    /** What is left; negative when it has passed. */
    public Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    /** What is left, but no more than a limit and no less than a millisecond. */
    Duration left(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) > 0 ? limit : left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }
}
