package dev.plangate.db.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.Topic;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record to be published, in the transaction that made it. Table outbox. Rows of one key are published in the order
 * in which they were appended.
 *
 * @param topic where to
 * @param key Kafka key (UTF-8 but for dead letters, which keep what they came with); null = none
 * @param value protobuf payload without the wire format's prefix, which the relay puts before it; for dead letters the
 *            bytes as they are; null = tombstone
 * @param headers in the order of their names, values in UTF-8
 */
public record OutboxRow(String topic, ByteString key, ByteString value, SortedMap<String, String> headers) {

    /** Parts of the outbox, each published by one relay at a time; the schema holds the same number. */
    public static final int PARTS = 8;

    /** Key, value and headers together; a CHECK of the table holds the same for key and value. */
    public static final int MAX_BYTES = 8 * 1024 * 1024 + 64 * 1024;

    public OutboxRow {
        Require.text("topic", topic);
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        long size = (key == null ? 0L : key.size()) + (value == null ? 0L : value.size());
        for (var header : headers.entrySet()) {
            size += 3L * (header.getKey().length() + header.getValue().length());
        }
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a record for %s has %d bytes, more than %d".formatted(topic, size, MAX_BYTES));
        }
    }

    /** A message for a topic. */
    public static <V extends Message> OutboxRow of(Topic<V> topic, String key, V message) {
        return of(topic, key, message, Map.of());
    }

    /** A message with headers, such as traceparent. */
    public static <V extends Message> OutboxRow of(Topic<V> topic, String key, V message, Map<String, String> headers) {
        return raw(topic.name(), ByteString.copyFromUtf8(key), message.toByteString(), headers);
    }

    /** Bytes as they are: a dead letter. */
    public static OutboxRow raw(String topic, ByteString key, ByteString value, Map<String, String> headers) {
        return new OutboxRow(topic, key, value, new TreeMap<>(headers));
    }

    /**
     * The part that publishes it: the hash that partitions the topics, so that all rows of a key are in one part, and the rows
     * of a part in few partitions.
     */
    public int part() {
        return key == null ? 0 : PlanPartition.of(key.toByteArray(), PARTS);
    }

    /** The key as text; empty when there is none. */
    public String keyText() {
        return key == null ? "" : key.toStringUtf8();
    }
}
