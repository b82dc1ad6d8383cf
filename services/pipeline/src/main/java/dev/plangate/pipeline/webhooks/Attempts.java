package dev.plangate.pipeline.webhooks;

import com.google.protobuf.ByteString;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.DeliveryClaim;
import dev.plangate.db.row.DeliveryOutcome;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.pipeline.webhooks.domain.Answer;
import dev.plangate.pipeline.webhooks.domain.Backoff;
import dev.plangate.pipeline.webhooks.domain.Verdict;
import dev.plangate.v1.Webhook;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one claim out: whom to tell, whether that is allowed, the signature, the request, and what follows from the answer. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int LONGEST_ERROR = 300;

    private final Destinations destinations;
    private final Secrets secrets;
    private final HttpPost post;
    private final Deadlines deadlines;
    private final Duration timeout;
    private final Backoff backoff;
    private final DoubleSupplier chance;

    /**
     * @param timeout for the whole attempt
     * @param chance  numbers from 0 to 1, for the jitter
     */
    Attempts(Destinations destinations, Secrets secrets, HttpPost post, Deadlines deadlines, Duration timeout,
            Backoff backoff, DoubleSupplier chance) {
        this.destinations = destinations;
        this.secrets = secrets;
        this.post = post;
        this.deadlines = deadlines;
        this.timeout = timeout;
        this.backoff = backoff;
        this.chance = chance;
    }

    /** Waits for the receiver, {@code timeout} at most; throws nothing. */
    DeliveryOutcome attempt(DeliveryClaim claim) {
        if (claim.target().isEmpty()) {
            return new DeliveryOutcome.Dropped(claim, "the webhook is gone, or its project is archived");
        }
        Answer answer = answer(claim, claim.target().get());
        return switch (Verdict.of(answer, claim.attempts(), claim.age(), backoff, chance.getAsDouble())) {
            case Verdict.Delivered() -> new DeliveryOutcome.Delivered(claim);
            case Verdict.Again(Duration pause, String error) -> new DeliveryOutcome.Postponed(claim, pause, error);
            case Verdict.Dead(String error) -> new DeliveryOutcome.Dead(claim, error, letter(claim, error));
        };
    }

    private Answer answer(DeliveryClaim claim, Webhook webhook) {
        try (var deadline = deadlines.begin(timeout)) {
            List<byte[]> keys = secrets.of(claim.endpoint().project(), webhook.getSecret());
            if (keys.isEmpty()) {
                return new Answer.None("the sender does not know the secret %s of %s".formatted(webhook.getSecret(),
                        claim.endpoint().project()));
            }
            try {
                return switch (Deadlines.bounded("the look-up of its name", deadline.left(),
                        () -> destinations.find(webhook.getUrl()))) {
                    case Destination.Closed(String why) -> new Answer.None(why);
                    case Destination.Open open -> post.send(open, headers(claim, keys), claim.body(), deadline.left(),
                            deadline::watch);
                };
            } catch (IOException e) {
                return new Answer.None(deadline.over() ? "no answer within " + timeout : told(e));
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: nothing could be sent", claim.endpoint(), e);
            return new Answer.None(told(e));
        }
    }

    private static Map<String, String> headers(DeliveryClaim claim, List<byte[]> keys) {
        // The database's clock, as everywhere: receivers refuse what is old, so that it is the claim's time and not the event's.
        Map<String, String> headers = new HashMap<>(
                Signature.headers(claim.eventId().toString(), claim.claimedAt(), claim.body(), keys));
        headers.put("Content-Type", CloudEventJson.CONTENT_TYPE);
        return headers;
    }

    /** What was to be told, as it would have been sent; the headers say to whom, and which record raised it. */
    private static OutboxRow letter(DeliveryClaim claim, String error) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(RecordHeaders.DL_TOPIC, claim.source().topic());
        headers.put(RecordHeaders.DL_PARTITION, Integer.toString(claim.source().partition()));
        headers.put(RecordHeaders.DL_OFFSET, Long.toString(claim.source().offset()));
        headers.put(RecordHeaders.DL_STAGE, "webhooks");
        headers.put(RecordHeaders.DL_WEBHOOK, claim.endpoint().toString());
        headers.put(RecordHeaders.DL_ERROR, error);
        return OutboxRow.raw(Topics.DEAD_LETTERS, ByteString.copyFromUtf8(claim.plan()),
                ByteString.copyFromUtf8(claim.body()), headers);
    }

    private static String told(Exception e) {
        String text = e.getClass().getSimpleName() + ": " + e.getMessage();
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "...";
    }
}
