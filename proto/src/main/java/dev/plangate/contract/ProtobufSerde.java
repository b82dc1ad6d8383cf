package dev.plangate.contract;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Values of one topic in the Confluent wire format: magic byte 0, the schema's id (4 bytes, big-endian), the message
 * indexes, the protobuf payload. Null stays null: a tombstone. Thread-safe; closing it leaves the registry open.
 *
 * <p>Reading accepts every schema id, since protobuf's own rules keep the versions of a message readable, and never asks
 * the registry; the message indexes must name this topic's type.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire
 *     format</a>
 */
public final class ProtobufSerde<V extends Message> implements Serde<V>, Serializer<V>, Deserializer<V> {

    private static final byte MAGIC = 0;
    /** Magic byte and schema id. */
    private static final int HEAD = 1 + Integer.BYTES;

    private final String topic;
    private final Descriptor type;
    private final Parser<V> parser;
    private final MessageIndexes indexes;
    private final byte[] prefix;

    private ProtobufSerde(Topic<V> topic, int schemaId) {
        this.topic = topic.name();
        this.type = topic.prototype().getDescriptorForType();
        this.parser = topic.parser();
        this.indexes = MessageIndexes.of(type);
        byte[] path = indexes.bytes();
        this.prefix = ByteBuffer.allocate(HEAD + path.length).put(MAGIC).putInt(schemaId).put(path).array();
    }

    /**
     * The serde of a topic's values. Registers the schema at once, so that a refusal stops the start and not a record.
     *
     * @throws SchemaRefused if the registry will not have the schema
     * @throws RegistryUnavailable if no registry answers
     */
    public static <V extends Message> ProtobufSerde<V> of(Topic<V> topic, SchemaRegistry registry) {
        return new ProtobufSerde<>(topic, registry.register(topic.subject(), topic.prototype().getDescriptorForType()));
    }

    /** What stands before each payload: magic byte, schema id, message indexes. A copy. */
    public byte[] prefix() {
        return prefix.clone();
    }

    /** The record's value for a payload that is serialized already: prefix, then payload. */
    public byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(prefix.length + payload.length).put(prefix).put(payload).array();
    }

    @Override
    public byte[] serialize(String topicName, V message) {
        if (message == null) {
            return null;
        }
        byte[] bytes = new byte[prefix.length + message.getSerializedSize()];
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, prefix.length, bytes.length - prefix.length);
        try {
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array of the message's own size was too small for " + type.getFullName(),
                    e);
        }
        return bytes;
    }

    /**
     * The message in a record's value; null for null.
     *
     * @throws MalformedRecord if the value is not in the wire format, names another type, or its payload is damaged
     */
    @Override
    public V deserialize(String topicName, byte[] value) {
        if (value == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        checkHead(buffer);
        MessageIndexes named = MessageIndexes.read(buffer);
        if (!named.equals(indexes)) {
            throw new MalformedRecord("the message indexes are %s (%s); wanted %s, which is %s in %s, on %s".formatted(
                    named, named.in(type.getFile()).map(Descriptor::getFullName).orElse("no message of that file"),
                    indexes, type.getFullName(), type.getFile().getFullName(), topic));
        }
        try {
            return own(parser.parseFrom(value, buffer.position(), buffer.remaining()));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedRecord("the payload is not a %s, which %s carries: %s".formatted(type.getFullName(),
                    topic, e.getMessage()), e);
        }
    }

    /** Two messages that are the first of their files have the same indexes: another type shows in fields that do not fit. */
    private V own(V message) {
        for (int number : message.getUnknownFields().asMap().keySet()) {
            FieldDescriptor field = type.findFieldByNumber(number);
            if (field != null) {
                throw new MalformedRecord(
                        "field %d has not the wire type of %s in %s, which %s carries: the value is another message"
                                .formatted(number, field.getName(), type.getFullName(), topic));
            }
        }
        return message;
    }

    private void checkHead(ByteBuffer buffer) {
        if (buffer.remaining() > 0 && buffer.get(0) != MAGIC) {
            throw new MalformedRecord(
                    "the first byte is 0x%02x; wanted 0x00, the magic byte of the Confluent wire format (then a 4-byte schema id, message indexes, and a %s)"
                            .formatted(buffer.get(0), type.getFullName()));
        }
        if (buffer.remaining() <= HEAD) {
            throw new MalformedRecord(
                    "the value has %d bytes; wanted at least %d: magic byte, 4-byte schema id, message indexes"
                            .formatted(buffer.remaining(), HEAD + 1));
        }
        buffer.position(HEAD);
    }

    @Override
    public Serializer<V> serializer() {
        return this;
    }

    @Override
    public Deserializer<V> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
