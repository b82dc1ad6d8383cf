package dev.plangate.contract;

/** Names of the record headers that Plangate writes. Values are UTF-8 text; numbers are decimal. */
public final class RecordHeaders {

    /** UUID of the event: the same for a record that is read twice. */
    public static final String EVENT_ID = "event-id";

    /** W3C trace context, as in HTTP. */
    public static final String TRACEPARENT = "traceparent";

    /** Dead letters: the topic that the record was read from. */
    public static final String DL_TOPIC = "dead-letter-topic";

    /** Dead letters: its partition. */
    public static final String DL_PARTITION = "dead-letter-partition";

    /** Dead letters: its offset. */
    public static final String DL_OFFSET = "dead-letter-offset";

    /** Dead letters: what was wrong, and what would be right. */
    public static final String DL_ERROR = "dead-letter-error";

    /** Dead letters: who refused it ("intake", "gate", "rollouts", "webhooks"). */
    public static final String DL_STAGE = "dead-letter-stage";

    /** Dead letters: lower-case hex SHA-256 of the whole value as received. */
    public static final String DL_SHA256 = "dead-letter-sha256";

    /** Dead letters: bytes of the whole value as received; the dead letter itself may hold its head alone. */
    public static final String DL_SIZE = "dead-letter-size";

    /** Dead letters: lower-case hex SHA-256 of the whole key as received, when the dead letter does not hold all of it. */
    public static final String DL_KEY_SHA256 = "dead-letter-key-sha256";

    /** Dead letters: bytes of the whole key as received, when the dead letter does not hold all of it. */
    public static final String DL_KEY_SIZE = "dead-letter-key-size";

    /** Dead letters of events that no webhook took: projects/{project}/webhooks/{webhook}. */
    public static final String DL_WEBHOOK = "dead-letter-webhook";

    private RecordHeaders() {}
}
