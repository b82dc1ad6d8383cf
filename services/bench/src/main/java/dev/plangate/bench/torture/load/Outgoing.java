package dev.plangate.bench.torture.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.plangate.contract.Topic;
import java.util.Objects;
import java.util.Optional;

/**
 * A record that upstream is about to publish.
 *
 * @param afterMillis since its story began
 * @param kind plan, project, group, sheet, request, approval, rollout-request or poison
 * @param value empty = a tombstone, unless there are {@code bytes}
 * @param bytes sent as they are, whatever the topic is for
 * @param away from the partition that the key belongs to; 0 = the right one
 * @param poison why it has to be refused; empty = it has not
 */
public record Outgoing(long afterMillis, String kind, Topic<?> topic, String key, Optional<Message> value,
        Optional<ByteString> bytes, int away, String poison) {
    public Outgoing {
        Objects.requireNonNull(topic, "topic");
        if (afterMillis < 0) {
            throw new IllegalArgumentException("afterMillis: got %d, wanted 0 or more".formatted(afterMillis));
        }
    }

    /** A record that is taken in. */
    public static Outgoing of(long afterMillis, String kind, Topic<?> topic, String key, Message value) {
        return new Outgoing(afterMillis, kind, topic, key, Optional.of(value), Optional.empty(), 0, "");
    }

    /** The end of something. */
    public static Outgoing tombstone(long afterMillis, String kind, Topic<?> topic, String key) {
        return new Outgoing(afterMillis, kind, topic, key, Optional.empty(), Optional.empty(), 0, "");
    }

    /** A record that has to be refused. */
    public static Outgoing poison(long afterMillis, Topic<?> topic, String key, Message value, int away, String why) {
        return new Outgoing(afterMillis, "poison", topic, key, Optional.of(value), Optional.empty(), away, why);
    }

    static Outgoing poison(long afterMillis, Topic<?> topic, String key, byte[] bytes, String why) {
        return new Outgoing(afterMillis, "poison", topic, key, Optional.empty(),
                Optional.of(ByteString.copyFrom(bytes)), 0, why);
    }
}
