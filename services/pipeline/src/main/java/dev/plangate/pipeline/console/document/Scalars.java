package dev.plangate.pipeline.console.document;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.util.Timestamps;
import dev.plangate.pipeline.text.Nearest;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Scalars as protobuf values. Texts count as they are written: a plain {@code OFF} or {@code 2026-01-01} is a text. */
final class Scalars {
    /** What is wrong with a scalar: the end of "title: ...". */
    static final class Wrong extends Exception {
        Wrong(String text) {
            super(text);
        }
    }

    private Scalars() {}

    /** Nothing was written: the field is left out. */
    static boolean isNull(ScalarNode scalar) {
        return scalar.isPlain() && List.of("", "~", "null").contains(scalar.getValue());
    }

    static Object value(FieldDescriptor field, ScalarNode scalar) throws Wrong {
        String text = scalar.getValue();
        return switch (field.getJavaType()) {
            case STRING -> text;
            case INT -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
            case LONG -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case BOOLEAN -> truth(text);
            case ENUM -> constant(field.getEnumType(), text);
            case DOUBLE -> number(text);
            case FLOAT -> number(text).floatValue();
            case BYTE_STRING -> bytes(text);
            case MESSAGE -> time(text);
        };
    }

    private static Long whole(String text, long min, long max) throws Wrong {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with what would be right.
        }
        throw new Wrong("%s should be a whole number".formatted(quoted(text)));
    }

    private static Double number(String text) throws Wrong {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Wrong("%s should be a number".formatted(quoted(text)));
        }
    }

    private static Boolean truth(String text) throws Wrong {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Wrong("%s should be true or false".formatted(quoted(text)));
        };
    }

    private static EnumValueDescriptor constant(EnumDescriptor type, String text) throws Wrong {
        EnumValueDescriptor value = type.findValueByName(text);
        if (value != null && value.getNumber() != 0) {
            return value;
        }
        List<String> names = names(type);
        throw new Wrong("%s should be one of %s%s".formatted(quoted(text), String.join(", ", names),
                Nearest.hint(text, names)));
    }

    /** All that may be written: every name but that of the zero, which means "never written". */
    static List<String> names(EnumDescriptor type) {
        return type.getValues().stream().filter(v -> v.getNumber() != 0).map(EnumValueDescriptor::getName).toList();
    }

    private static ByteString bytes(String text) throws Wrong {
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new Wrong("should be base64");
        }
    }

    private static Object time(String text) throws Wrong {
        try {
            return Timestamps.parse(text);
        } catch (ParseException e) {
            throw new Wrong("%s should be a time such as 2026-11-20T08:30:00Z".formatted(quoted(text)));
        }
    }

    static String quoted(String text) {
        return '"' + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + '"';
    }
}
