package dev.plangate.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.plangate.contract.Topic.Cleanup;
import dev.plangate.contract.Topic.Keyed;
import java.util.HexFormat;
import java.util.Map;

/** Topics of the test messages, and bytes written out by hand. */
final class Shapes {

    private Shapes() {}

    static <V extends Message> Topic<V> topic(V prototype) {
        return new Topic<>("shapes", prototype, Keyed.OTHER, Cleanup.DELETE, Map.of());
    }

    /** A serde under a schema id that was chosen beforehand. */
    static <V extends Message> ProtobufSerde<V> serde(V prototype, int schemaId) {
        return ProtobufSerde.of(topic(prototype), new FixedId(schemaId));
    }

    /** Bytes from hex digits, blanks between them ignored. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private record FixedId(int id) implements SchemaRegistry {

        @Override
        public int register(String subject, Descriptor type) {
            return id;
        }

        @Override
        public void close() {}
    }
}
