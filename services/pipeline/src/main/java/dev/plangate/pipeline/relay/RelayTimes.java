package dev.plangate.pipeline.relay;

import java.time.Duration;

/**
 * All times of a relay. None of them fences a zombie: initTransactions() of the next owner does. They bound how long a
 * part stands still.
 *
 * <p>
 * Kafka's do not follow the lease. A broker that is slow, or just started, answers late whatever the lease is, and giving
 * up early would begin everything anew each time. A part whose lease ends while it waits for Kafka is not stuck: its
 * producer is closed from outside, which ends the wait.
 *
 * @param lease by the database's clock
 * @param renewal between two renewals: two may fail before the part stops by itself
 * @param margin a part stops this long before the lease ends, by the process's own monotonic clock
 * @param request of one request to a broker
 * @param delivery of a record, and of each blocking call of the producer: a request and one more attempt
 * @param transaction after which the broker aborts a transaction by itself; more than flush and commit may take, or live
 *     ones would be aborted. It counts when no relay is left to take over: until then read_committed readers of the
 *     touched partitions wait
 * @param tick between two looks for free parts and ended windows
 */
record RelayTimes(Duration lease, Duration renewal, Duration margin, Duration request, Duration delivery,
        Duration transaction, Duration tick) {

    private static final Duration REQUEST = Duration.ofSeconds(4);
    private static final Duration DELIVERY = Duration.ofSeconds(9);
    private static final Duration TRANSACTION = Duration.ofSeconds(20);
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    static RelayTimes of(Duration lease) {
        var tick = lease.dividedBy(10);
        return new RelayTimes(lease, lease.dividedBy(4), lease.dividedBy(5), REQUEST, DELIVERY, TRANSACTION,
                tick.compareTo(LONGEST_TICK) < 0 ? tick : LONGEST_TICK);
    }
}
