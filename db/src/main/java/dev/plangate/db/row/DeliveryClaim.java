package dev.plangate.db.row;

import dev.plangate.v1.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery that a sender has claimed until its lease ends.
 *
 * @param seq names the delivery
 * @param fence of the claim; the outcome names it
 * @param eventId the same at each attempt
 * @param endpoint where to
 * @param plan projects/{project}/plans/{plan}
 * @param body the CloudEvent in JSON
 * @param source where the record that raised it was
 * @param attempts claims so far, this one included
 * @param age since the event was read, by the database's clock
 * @param claimedAt by the database's clock
 * @param target as the project has it now; empty when the webhook is gone, or its project unknown or archived
 */
public record DeliveryClaim(long seq, long fence, UUID eventId, EndpointName endpoint, String plan, String body,
        RecordPlace source, int attempts, Duration age, Instant claimedAt, Optional<Webhook> target) {}
