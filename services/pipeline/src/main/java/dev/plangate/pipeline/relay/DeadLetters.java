package dev.plangate.pipeline.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.StoredOutboxRow;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is published instead of a row that cannot be: the head of its value, and headers that tell what it was. Small, so
 * that it is accepted where the row was not. Pure.
 */
final class DeadLetters {
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int KEY_BYTES = 1024;
    private static final int HEADER_CHARS = 1024;

    private DeadLetters() {}

    /** The dead letter in a row's place; a row that was a dead letter already keeps where it came from. */
    static ProducerRecord<byte[], byte[]> insteadOf(StoredOutboxRow stored, String reason) {
        OutboxRow row = stored.row();
        var record = new ProducerRecord<>(Topics.DEAD_LETTERS, head(row.key(), KEY_BYTES),
                head(row.value(), HEAD_BYTES));
        headers(stored, reason).forEach((name, text) -> record.headers().add(name, cut(text).getBytes(UTF_8)));
        return record;
    }

    private static Map<String, String> headers(StoredOutboxRow stored, String reason) {
        OutboxRow row = stored.row();
        Map<String, String> headers = new TreeMap<>();
        if (Topics.DEAD_LETTERS.equals(row.topic())) {
            row.headers().entrySet().stream().filter(header -> header.getKey().startsWith("dead-letter-"))
                    .forEach(header -> headers.put(header.getKey(), header.getValue()));
        }
        String first = headers.getOrDefault(RecordHeaders.DL_ERROR, "");
        headers.put(RecordHeaders.DL_ERROR,
                "outbox row %d could not be published: %s%s".formatted(stored.id(), reason,
                        first.isEmpty() ? "" : "; it was a dead letter: " + first));
        headers.putIfAbsent(RecordHeaders.DL_TOPIC, row.topic());
        headers.putIfAbsent(RecordHeaders.DL_STAGE, "relay");
        headers.putIfAbsent(RecordHeaders.DL_SIZE, Integer.toString(row.value() == null ? 0 : row.value().size()));
        headers.computeIfAbsent(RecordHeaders.DL_SHA256, name -> sha256(row.value()));
        headers.put(RecordHeaders.EVENT_ID, stored.eventId().toString());
        String trace = row.headers().get(RecordHeaders.TRACEPARENT);
        if (trace != null) {
            headers.put(RecordHeaders.TRACEPARENT, trace);
        }
        return headers;
    }

    private static byte[] head(ByteString bytes, int most) {
        return bytes == null ? null : bytes.substring(0, Math.min(bytes.size(), most)).toByteArray();
    }

    private static String cut(String text) {
        return text.length() <= HEADER_CHARS ? text : text.substring(0, HEADER_CHARS);
    }

    private static String sha256(ByteString value) {
        return Sha256.hex((value == null ? ByteString.EMPTY : value).asReadOnlyByteBuffer());
    }
}
