package dev.plangate.pipeline.relay.domain;

import java.time.Duration;

/**
 * Until when this process may act on a lease. The database's clock decides who holds it; the process counts, with a
 * monotonic clock, from <em>before</em> it asked, so that its window always ends before the lease does.
 *
 * @param endNanos monotonic time, arbitrary origin
 */
public record LeaseWindow(long endNanos) {
    /**
     * The window of a lease that the database just granted.
     *
     * @param askedNanos monotonic time before the statement that acquired or renewed the lease was sent
     * @param lease what was asked for
     * @param margin taken off for what is under way when the window ends
     */
    public static LeaseWindow from(long askedNanos, Duration lease, Duration margin) {
        return new LeaseWindow(askedNanos + lease.minus(margin).toNanos());
    }

    public boolean open(long nowNanos) {
        return endNanos - nowNanos > 0;
    }
}
