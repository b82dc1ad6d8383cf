package dev.plangate.pipeline.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.StoredOutboxRow;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of outbox rows: value in the topic's wire format, headers, event id. Thread-safe. */
final class RecordAssembler {
    /** Dead letters are in no format of ours. */
    private static final byte[] AS_IT_IS = {};

    /** What stands before each payload, by topic. */
    private final Map<String, byte[]> prefixes;

    private RecordAssembler(Map<String, byte[]> prefixes) {
        this.prefixes = prefixes;
    }

    /** Registers the schemas of all topics, so that a refusal stops the start and not a part. */
    static RecordAssembler of(SchemaRegistry registry) {
        return new RecordAssembler(Topics.ALL.stream()
                .collect(Collectors.toUnmodifiableMap(Topic::name,
                        topic -> ProtobufSerde.of(topic, registry).prefix())));
    }

    /** Whether rows may name the topic. */
    boolean knows(String topic) {
        return prefixes.containsKey(topic) || Topics.DEAD_LETTERS.equals(topic);
    }

    /** The record of a row whose topic is known. */
    ProducerRecord<byte[], byte[]> record(StoredOutboxRow stored) {
        var row = stored.row();
        var record = new ProducerRecord<>(row.topic(), row.key() == null ? null : row.key().toByteArray(),
                value(row.topic(), row.value()));
        row.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        record.headers().remove(RecordHeaders.EVENT_ID).add(RecordHeaders.EVENT_ID,
                stored.eventId().toString().getBytes(UTF_8));
        return record;
    }

    private byte[] value(String topic, ByteString payload) {
        if (payload == null) {
            return null;
        }
        byte[] prefix = prefixes.getOrDefault(topic, AS_IT_IS);
        byte[] value = new byte[prefix.length + payload.size()];
        System.arraycopy(prefix, 0, value, 0, prefix.length);
        payload.copyTo(value, prefix.length);
        return value;
    }
}
