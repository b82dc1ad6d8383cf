package dev.plangate.pipeline.worker;

import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/**
 * A run, or a slice of one, that this worker has claimed and not yet ended. Knows until when it may be worked on: a monotonic clock, started
 * before the statement that gave the lease, runs out before the database's does.
 */
final class HeldClaim {
    private final Claim claim;
    private final long claimedNanos;
    private final Collection<Future<?>> tasks = new ConcurrentLinkedQueue<>();
    private volatile long until;
    private volatile boolean lost;
    private volatile boolean ended;

    HeldClaim(Claim claim, long claimedNanos, Duration usable) {
        this.claim = claim;
        this.claimedNanos = claimedNanos;
        this.until = claimedNanos + usable.toNanos();
    }

    Claim claim() {
        return claim;
    }

    Held held() {
        return claim.held();
    }

    /** The database's time, told by its time at the claim and what has passed since here. */
    Instant databaseTime(long nanos) {
        return claim.claimedAt().plusNanos(nanos - claimedNanos);
    }

    void renewed(long nanosBefore, Duration usable) {
        until = nanosBefore + usable.toNanos();
    }

    boolean isUsable(long nanos) {
        return !lost && until - nanos > 0;
    }

    void started(Future<?> task) {
        tasks.add(task);
        if (lost) {
            task.cancel(true);
        }
    }

    /** Stops the work: somebody else has the run, or may have it soon. */
    void lose() {
        lost = true;
        tasks.forEach(task -> task.cancel(true));
    }

    boolean isLost() {
        return lost;
    }

    /** There is a verdict, which is being written, or is about to be. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether checks were started, or there is nothing to start. */
    boolean isStarted() {
        return ended || !tasks.isEmpty();
    }

    @Override
    public String toString() {
        String run = "%s run %d".formatted(claim.plan(), claim.run());
        return claim.slice().map(slice -> "%s slice %d".formatted(run, slice.number())).orElse(run);
    }
}
