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

/**
 * A record that cannot be processed, on its way to plangate.dead-letters: as received, with where it was and why. A large key
 * or value is cut to its head; the original is found by its coordinates, and known by its size and hash.
 */
public final class DeadLetter {
    /** Values above this size are cut. */
    static final int WHOLE = 1 << 20;
    static final int HEAD = 64 << 10;
    /** Keys above this size are cut to it. No resource name is as long. */
    static final int KEY = 1 << 10;
    private static final int REASON = 2_000;

    private DeadLetter() {}

    /**
     * The outbox row.
     *
     * @param stage  who refused it: "intake", "rollouts"
     * @param reason the field and what would be right
     */
    public static OutboxRow row(ConsumerRecord<byte[], byte[]> received, String stage, String reason) {
        Map<String, String> headers = headers(received, stage, reason);
        byte[] key = received.key();
        if (key != null && key.length > KEY) {
            tellKey(key, headers);
            key = Arrays.copyOf(key, KEY);
        }
        byte[] value = received.value();
        if (value != null && value.length > WHOLE) {
            tellValue(value, headers);
            value = Arrays.copyOf(value, HEAD);
        }
        return OutboxRow.raw(Topics.DEAD_LETTERS, bytes(key), bytes(value), headers);
    }

    /** What is left when that row is refused as well: where the record is, and how to know it. Nothing in it is upstream's. */
    static OutboxRow withoutBytes(ConsumerRecord<byte[], byte[]> received, String stage) {
        Map<String, String> headers = headers(received, stage,
                "it cannot be stored, nor can a dead letter with its bytes; the log of %s says why".formatted(stage));
        if (received.key() != null) {
            tellKey(received.key(), headers);
        }
        if (received.value() != null) {
            tellValue(received.value(), headers);
        }
        return OutboxRow.raw(Topics.DEAD_LETTERS, null, null, headers);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> received, String stage, String reason) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(RecordHeaders.DL_TOPIC, received.topic());
        headers.put(RecordHeaders.DL_PARTITION, Integer.toString(received.partition()));
        headers.put(RecordHeaders.DL_OFFSET, Long.toString(received.offset()));
        headers.put(RecordHeaders.DL_STAGE, stage);
        headers.put(RecordHeaders.DL_ERROR, cut(reason.replace('\u0000', ' ')));
        return headers;
    }

    private static void tellKey(byte[] key, Map<String, String> headers) {
        headers.put(RecordHeaders.DL_KEY_SIZE, Integer.toString(key.length));
        headers.put(RecordHeaders.DL_KEY_SHA256, Sha256.hex(key));
    }

    private static void tellValue(byte[] value, Map<String, String> headers) {
        headers.put(RecordHeaders.DL_SIZE, Integer.toString(value.length));
        headers.put(RecordHeaders.DL_SHA256, Sha256.hex(value));
    }

    private static ByteString bytes(byte[] bytes) {
        return bytes == null ? null : ByteString.copyFrom(bytes);
    }

    private static String cut(String reason) {
        return reason.length() <= REASON ? reason : reason.substring(0, REASON) + "...";
    }
}
