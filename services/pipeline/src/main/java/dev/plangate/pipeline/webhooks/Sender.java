package dev.plangate.pipeline.webhooks;

import dev.plangate.db.Deliveries;
import dev.plangate.db.row.DeliveryClaim;
import dev.plangate.db.row.DeliveryOutcome;
import dev.plangate.pipeline.runtime.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * Claims deliveries and starts a virtual thread for each. A claim is taken only where there is a place for it, so that none waits
 * here while its lease runs.
 */
final class Sender {
    private static final int BATCH = 256;

    private final Deliveries deliveries;
    private final Attempts attempts;
    private final Lanes lanes;
    private final String owner;
    private final Duration timeout;
    private final Consumer<DeliveryOutcome> outcomes;
    private final ThreadFactory threads = Thread.ofVirtual().name("plangate-webhook-", 0).factory();

    /**
     * @param owner    this process
     * @param timeout  longest attempt
     * @param outcomes takes what became of each claim; must not wait
     */
    Sender(Deliveries deliveries, Attempts attempts, Lanes lanes, String owner, Duration timeout,
            Consumer<DeliveryOutcome> outcomes) {
        this.deliveries = deliveries;
        this.attempts = attempts;
        this.lanes = lanes;
        this.owner = owner;
        this.timeout = timeout;
        this.outcomes = outcomes;
    }

    /** Begins what is due and has a place. */
    Outcome step() {
        long asked = System.nanoTime();
        List<DeliveryClaim> claims = deliveries.claim(owner, lease(), lanes.free(), lanes.usual(), BATCH);
        claims.forEach(claim -> {
            lanes.enter(claim.endpoint());
            threads.newThread(() -> carry(claim, asked)).start();
        });
        return claims.isEmpty() ? Outcome.IDLE : Outcome.BUSY;
    }

    /** Long enough for an attempt that begins late, and for its outcome to be written. */
    Duration lease() {
        return timeout.multipliedBy(2).plusSeconds(10);
    }

    private void carry(DeliveryClaim claim, long asked) {
        boolean failed = true;
        try {
            // A process that was paused must not send what somebody else has claimed meanwhile.
            if (lease().toNanos() - (System.nanoTime() - asked) < timeout.toNanos()) {
                failed = false;
                return;
            }
            DeliveryOutcome outcome = attempts.attempt(claim);
            failed = outcome instanceof DeliveryOutcome.Postponed || outcome instanceof DeliveryOutcome.Dead;
            outcomes.accept(outcome);
        } finally {
            lanes.leave(claim.endpoint(), failed);
        }
    }
}
