package dev.plangate.topology.stream;

import static dev.plangate.contract.RecordHeaders.DL_ERROR;
import static dev.plangate.contract.RecordHeaders.DL_OFFSET;
import static dev.plangate.contract.RecordHeaders.DL_PARTITION;
import static dev.plangate.contract.RecordHeaders.DL_SHA256;
import static dev.plangate.contract.RecordHeaders.DL_SIZE;
import static dev.plangate.contract.RecordHeaders.DL_STAGE;
import static dev.plangate.contract.RecordHeaders.DL_TOPIC;
import static dev.plangate.contract.Topics.DEAD_LETTERS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plangate.contract.Sha256;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Record;

/** A record that was refused: its bytes as received, or their head, and where the whole of it is. */
final class DeadLetter {
    /** Bytes of key and of value that are kept. */
    static final int HEAD = 64 * 1024;

    private DeadLetter() {}

    /**
     * The dead letter.
     *
     * @param now time of the dead letter, milliseconds since 1970: its retention begins now, whatever the record's own time is
     */
    static Record<byte[], byte[]> of(Origin origin, String reason, long now) {
        var record = origin.record();
        var headers = origin.headers(origin.eventOn(DEAD_LETTERS)) //
                .add(DL_STAGE, text("gate")) //
                .add(DL_TOPIC, text(origin.at().topic())) //
                .add(DL_PARTITION, text(Integer.toString(origin.at().partition()))) //
                .add(DL_OFFSET, text(Long.toString(origin.at().offset()))) //
                .add(DL_ERROR, text(reason));
        if (record.value() != null) {
            headers.add(DL_SIZE, text(Integer.toString(record.value().length))) //
                    .add(DL_SHA256, text(Sha256.hex(record.value())));
        }
        return new Record<>(head(record.key()), head(record.value()), now, headers);
    }

    private static byte[] head(byte[] bytes) {
        return bytes == null || bytes.length <= HEAD ? bytes : Arrays.copyOf(bytes, HEAD);
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
