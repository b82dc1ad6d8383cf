package dev.plangate.db.row;

import java.time.Duration;

/** What became of one claim of a delivery. */
public sealed interface DeliveryOutcome {
    /** The claim. */
    DeliveryClaim claim();

    /** The receiver has taken it. */
    record Delivered(DeliveryClaim claim) implements DeliveryOutcome {}

    /**
     * It failed and is tried again.
     *
     * @param pause until then
     * @param error why, for people; no secrets
     */
    record Postponed(DeliveryClaim claim, Duration pause, String error) implements DeliveryOutcome {}

    /**
     * It is given up.
     *
     * @param error why, for people; no secrets
     * @param letter its dead letter
     */
    record Dead(DeliveryClaim claim, String error, OutboxRow letter) implements DeliveryOutcome {}

    /**
     * Nobody wants it any more.
     *
     * @param error why, for people
     */
    record Dropped(DeliveryClaim claim, String error) implements DeliveryOutcome {}
}
