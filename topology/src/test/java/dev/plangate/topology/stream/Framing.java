package dev.plangate.topology.stream;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import java.util.Map;

/** Messages as bytes in the wire format. */
record Framing(SchemaRegistry registry) implements AutoCloseable {
    Framing() {
        this(SchemaRegistry.connect("mock://gate", Map.of()));
    }

    <V extends Message> byte[] of(Topic<V> topic, V message) {
        return ProtobufSerde.of(topic, registry).serialize(topic.name(), message);
    }

    @Override
    public void close() {
        registry.close();
    }
}
