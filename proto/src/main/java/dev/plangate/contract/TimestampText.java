package dev.plangate.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Words for a Timestamp that protobuf does not allow. Rules in the schema cannot find it: they see a wrong number of
 * nanoseconds carried over into the seconds, and fail on seconds beyond what java.time holds.
 */
final class TimestampText {

    private static final Map<Descriptor, List<FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private TimestampText() {}

    static List<String> violations(Message message) {
        List<String> found = new ArrayList<>();
        collect("", message, found);
        return List.copyOf(found);
    }

    private static void collect(String path, Message message, List<String> found) {
        if (message instanceof Timestamp timestamp) {
            if (!Timestamps.isValid(timestamp)) {
                found.add(
                        "%s: got %d seconds and %d nanoseconds, must be of the years 1 to 9999, with 0 to 999999999 nanoseconds"
                                .formatted(path, timestamp.getSeconds(), timestamp.getNanos()));
            }
            return;
        }
        for (FieldDescriptor field : leadsToTimestamps(message.getDescriptorForType())) {
            if (field.isRepeated() || message.hasField(field)) {
                String name = path.isEmpty() ? field.getName() : path + "." + field.getName();
                each(name, field, message.getField(field), found);
            }
        }
    }

    /** Looked up once for each type: most fields of most messages lead nowhere. */
    private static List<FieldDescriptor> leadsToTimestamps(Descriptor type) {
        List<FieldDescriptor> known = FIELDS.get(type);
        if (known == null) {
            known = type.getFields().stream().filter(field -> field.getJavaType() == JavaType.MESSAGE
                    && holdsTimestamps(field.getMessageType(), new HashSet<>())).toList();
            FIELDS.put(type, known);
        }
        return known;
    }

    private static boolean holdsTimestamps(Descriptor type, Set<Descriptor> seen) {
        if (type.equals(Timestamp.getDescriptor())) {
            return true;
        }
        return seen.add(type) && type.getFields().stream().anyMatch(
                field -> field.getJavaType() == JavaType.MESSAGE && holdsTimestamps(field.getMessageType(), seen));
    }

    private static void each(String name, FieldDescriptor field, Object value, List<String> found) {
        if (!field.isRepeated()) {
            collect(name, (Message) value, found);
            return;
        }
        int index = 0;
        for (Object element : (List<?>) value) {
            collect(name + "[" + index++ + "]", (Message) element, found);
        }
    }
}
