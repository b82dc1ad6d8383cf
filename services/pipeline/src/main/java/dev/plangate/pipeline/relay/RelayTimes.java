package dev.plangate.pipeline.relay;

import java.time.Duration;

/**
 * All times of a relay, from its lease. None of them fences a zombie: initTransactions() of the next owner does. They
 * bound how long a part stands still.
 *
 * @param lease by the database's clock
 * @param renewal between two renewals: three may fail before the lease is over
 * @param margin a part stops this long before the lease ends, by the process's own monotonic clock
 * @param delivery of a record, and of each blocking call of the producer: less than the lease, so that a part that
 *     hangs in Kafka comes back to look at its lease before another lease is over
 * @param request of one request to a broker: two fit into {@code delivery}, so that a request is retried once
 * @param transaction after which the broker aborts a transaction by itself. More than a batch may take (send, flush and
 *     commit are bounded by {@code delivery} each), or live ones would be aborted. It matters when no relay is left: until
 *     then read_committed readers of the touched partitions wait
 * @param tick between two looks for free parts and closed windows
 */
record RelayTimes(Duration lease, Duration renewal, Duration margin, Duration delivery, Duration request,
        Duration transaction, Duration tick) {

    private static final Duration LEAST_DELIVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    static RelayTimes of(Duration lease) {
        var delivery = max(lease.dividedBy(2), LEAST_DELIVERY);
        var tick = lease.dividedBy(10);
        return new RelayTimes(lease, lease.dividedBy(4), lease.dividedBy(5), delivery,
                delivery.multipliedBy(2).dividedBy(5), delivery.multipliedBy(3),
                tick.compareTo(LONGEST_TICK) < 0 ? tick : LONGEST_TICK);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
