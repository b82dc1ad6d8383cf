package dev.plangate.pipeline.consume;

import com.google.protobuf.ByteString;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.contract.Sha256;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that cannot be processed, on its way to plangate.dead-letters: as received, with where it was and why. */
public final class DeadLetter {
    /** Values above this size are cut to their head; the original is found by its coordinates and hash. */
    static final int WHOLE = 1 << 20;
    static final int HEAD = 64 << 10;
    private static final int REASON = 2_000;

    private DeadLetter() {}

    /**
     * The outbox row.
     *
     * @param stage  who refused it: "intake", "rollouts"
     * @param reason the field and what would be right
     */
    public static OutboxRow row(ConsumerRecord<byte[], byte[]> received, String stage, String reason) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(RecordHeaders.DL_TOPIC, received.topic());
        headers.put(RecordHeaders.DL_PARTITION, Integer.toString(received.partition()));
        headers.put(RecordHeaders.DL_OFFSET, Long.toString(received.offset()));
        headers.put(RecordHeaders.DL_STAGE, stage);
        headers.put(RecordHeaders.DL_ERROR, cut(reason.replace('\u0000', ' ')));
        byte[] value = received.value();
        if (value != null && value.length > WHOLE) {
            headers.put(RecordHeaders.DL_SIZE, Integer.toString(value.length));
            headers.put(RecordHeaders.DL_SHA256, Sha256.hex(value));
            value = Arrays.copyOf(value, HEAD);
        }
        return OutboxRow.raw(Topics.DEAD_LETTERS, bytes(received.key()), bytes(value), headers);
    }

    private static ByteString bytes(byte[] bytes) {
        return bytes == null ? null : ByteString.copyFrom(bytes);
    }

    private static String cut(String reason) {
        return reason.length() <= REASON ? reason : reason.substring(0, REASON) + "...";
    }
}
