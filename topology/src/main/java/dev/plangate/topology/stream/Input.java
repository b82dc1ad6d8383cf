package dev.plangate.topology.stream;

import com.google.protobuf.Message;
import dev.plangate.contract.MalformedRecord;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.Validation;
import dev.plangate.topology.domain.GateEvent;
import dev.plangate.topology.domain.Position;
import dev.plangate.topology.stream.Reading.Accepted;
import dev.plangate.topology.stream.Reading.Refused;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * How the values of one topic are read.
 *
 * @param plan the field that repeats the key
 * @param translation what its records say
 */
record Input<V extends Message>(ProtobufSerde<V> serde, Function<V, String> plan, Translation<V> translation) {

    /** From a message to the event. */
    interface Translation<V> {
        GateEvent event(V message, Position at);

        /** A tombstone. Refused where nothing is ever removed. */
        default Reading removed(String plan, Position at) {
            return new Refused("the value is absent; nothing is removed from this topic");
        }

        /**
         * A record that cannot be accepted.
         *
         * @param message what could be read of it; null when nothing could
         */
        default Refused refused(String reason, String plan, V message, Position at) {
            return new Refused(reason);
        }
    }

    Reading read(String key, Record<byte[], byte[]> record, RecordMetadata metadata) {
        var at = new Position(metadata.offset(), record.timestamp());
        if (record.value() == null) {
            return translation.removed(key, at);
        }
        V message;
        try {
            message = serde.deserialize(metadata.topic(), record.value());
        } catch (MalformedRecord e) {
            return translation.refused(e.getMessage(), key, null, at);
        }
        if (!key.equals(plan.apply(message))) {
            return translation.refused("the key is " + key + ", the value's plan is another one; wanted the same", key,
                    null, at);
        }
        List<String> violations = Validation.violations(message);
        if (!violations.isEmpty()) {
            return translation.refused(String.join("; ", violations), key, message, at);
        }
        return new Accepted(translation.event(message, at));
    }
}
