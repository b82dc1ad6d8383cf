package dev.plangate.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Where a message type stands in its file, as the Confluent wire format names it: the index among the file's messages,
 * then the index among that message's nested messages, and so on. Written as zigzag varints, their number first; the
 * commonest path, [0], is written as a single zero byte.
 *
 * @param path indexes from 0, outermost first; never empty
 */
record MessageIndexes(List<Integer> path) {

    /** Deeper nesting than any schema has: a longer path is damage, and must not be believed. */
    private static final int DEEPEST = 32;

    private static final MessageIndexes FIRST = new MessageIndexes(List.of(0));

    MessageIndexes {
        path = List.copyOf(path);
    }

    static MessageIndexes of(Descriptor type) {
        List<Integer> path = new ArrayList<>();
        for (Descriptor at = type; at != null; at = at.getContainingType()) {
            path.addFirst(at.getIndex());
        }
        return new MessageIndexes(path);
    }

    /**
     * Reads a path and leaves the buffer behind it.
     *
     * @throws MalformedRecord if the bytes are no path
     */
    static MessageIndexes read(ByteBuffer from) {
        try {
            int count = ByteUtils.readVarint(from);
            if (count == 0) {
                return FIRST;
            }
            if (count < 0 || count > DEEPEST) {
                throw new MalformedRecord(
                        "the list of message indexes has %d entries; wanted 1 to %d (0 stands for [0])"
                                .formatted(count, DEEPEST));
            }
            List<Integer> path = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                path.add(ByteUtils.readVarint(from));
            }
            return new MessageIndexes(path);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MalformedRecord("the list of message indexes is cut short or not made of varints; "
                    + "wanted their number, then each index, as zigzag varints", e);
        }
    }

    /** The type at this path of a file; empty if there is none. */
    Optional<Descriptor> in(FileDescriptor file) {
        List<Descriptor> level = file.getMessageTypes();
        Optional<Descriptor> at = Optional.empty();
        for (int index : path) {
            if (index < 0 || index >= level.size()) {
                return Optional.empty();
            }
            at = Optional.of(level.get(index));
            level = at.get().getNestedTypes();
        }
        return at;
    }

    byte[] bytes() {
        if (equals(FIRST)) {
            return new byte[]{0};
        }
        ByteBuffer to = ByteBuffer.allocate(5 * (path.size() + 1));
        ByteUtils.writeVarint(path.size(), to);
        path.forEach(index -> ByteUtils.writeVarint(index, to));
        byte[] bytes = new byte[to.position()];
        to.flip().get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
