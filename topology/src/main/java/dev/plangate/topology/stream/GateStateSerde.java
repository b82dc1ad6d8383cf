package dev.plangate.topology.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plangate.internal.v1.GateState;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Plain protobuf: the store and its changelog are the gate's own, no registry knows them. */
final class GateStateSerde implements Serde<GateState> {
    @Override
    public Serializer<GateState> serializer() {
        return (topic, state) -> state == null ? null : state.toByteArray();
    }

    @Override
    public Deserializer<GateState> deserializer() {
        return (topic, bytes) -> bytes == null ? null : parsed(topic, bytes);
    }

    private static GateState parsed(String topic, byte[] bytes) {
        try {
            return GateState.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException(topic + " holds what is not a GateState", e);
        }
    }
}
