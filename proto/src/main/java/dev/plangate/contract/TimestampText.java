package dev.plangate.contract;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.List;

/**
 * Words for a Timestamp that protobuf does not allow. Rules in the schema cannot find it: they see a wrong number of
 * nanoseconds carried over into the seconds, and fail on seconds beyond what java.time holds.
 */
final class TimestampText {

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
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() == JavaType.MESSAGE) {
                String name = path.isEmpty() ? field.getName() : path + "." + field.getName();
                each(name, field, value, found);
            }
        });
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
