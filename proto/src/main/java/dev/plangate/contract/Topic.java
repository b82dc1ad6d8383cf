package dev.plangate.contract;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Map;

/**
 * One topic of Plangate. Keys are UTF-8 strings on every topic; values are protobuf messages in the Confluent wire
 * format ({@link ProtobufSerde}).
 *
 * @param <V> the message type of the values
 * @param name the topic's name on the broker
 * @param prototype the default instance of the values' type
 * @param keyed what the keys are, and so whether the topic must have as many partitions as its siblings
 * @param cleanup whether the broker keeps the newest record of each key, or each record for a while
 * @param configs the topic's configuration on the broker, by Kafka's names; holds {@code cleanup.policy}
 */
public record Topic<V extends Message>(String name, V prototype, Keyed keyed, Cleanup cleanup,
        Map<String, String> configs) {

    /** What the keys of a topic are. */
    public enum Keyed {
        /** The plan's resource name. All such topics have the same number of partitions: they are joined. */
        PLAN,
        /** Something else. */
        OTHER
    }

    /** What the broker does with old records. */
    public enum Cleanup {
        /** Keeps the newest record of each key: for topics that carry whole states. */
        COMPACT,
        /** Keeps each record until its retention ends: for topics that carry events. */
        DELETE
    }

    /** Checks that nothing is missing. */
    public Topic {
        requireNonNull(prototype, "prototype");
        requireNonNull(keyed, "keyed");
        requireNonNull(cleanup, "cleanup");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: got a blank text, wanted a topic's name");
        }
        configs = Map.copyOf(configs);
    }

    /** Parses a value's payload, without the wire format's prefix. */
    @SuppressWarnings("unchecked") // A default instance's parser makes messages of the instance's own type.
    public Parser<V> parser() {
        return (Parser<V>) prototype.getParserForType();
    }

    /** The registry's subject of the values, by Confluent's TopicNameStrategy. */
    public String subject() {
        return name + "-value";
    }
}
