package dev.plangate.contract;

import static java.util.stream.Collectors.joining;

import build.buf.protovalidate.Violation;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words for a broken rule: field, what it holds, what was wanted. */
final class ViolationText {

    private static final int LONGEST_ECHO = 100;
    private static final int LONGEST_KEY = 50;

    private ViolationText() {}

    static String of(Message message, Violation violation) {
        var proto = violation.toProto();
        List<FieldPathElement> path = proto.getField().getElementsList();
        String field = path.isEmpty() ? "message" : path.stream().map(ViolationText::element).collect(joining("."));
        return field + ": " + oneof(message.getDescriptorForType(), path).map(ViolationText::unset)
                .orElseGet(() -> got(violation.getFieldValue()) + wanted(proto));
    }

    private static String unset(OneofDescriptor oneof) {
        return "got nothing that is known here, wanted one of "
                + oneof.getFields().stream().map(FieldDescriptor::getName).collect(joining(", "));
    }

    private static String wanted(build.buf.validate.Violation violation) {
        String message = violation.getMessage().isEmpty() ? violation.getRuleId() : violation.getMessage();
        return message.replace("does not match regex pattern", "must match");
    }

    /** A text of the message in the path is a map's key alone, and bounded. */
    private static String element(FieldPathElement element) {
        String name = element.getFieldName();
        return switch (element.getSubscriptCase()) {
            case INDEX -> name + "[" + element.getIndex() + "]";
            case STRING_KEY -> name + "[\"" + bounded(element.getStringKey(), LONGEST_KEY) + "\"]";
            case BOOL_KEY -> name + "[" + element.getBoolKey() + "]";
            case INT_KEY -> name + "[" + element.getIntKey() + "]";
            case UINT_KEY -> name + "[" + element.getUintKey() + "]";
            case SUBSCRIPT_NOT_SET -> name;
        };
    }

    /** The oneof at the end of a path, if that is what it leads to. */
    private static Optional<OneofDescriptor> oneof(Descriptor root, List<FieldPathElement> path) {
        Descriptor at = root;
        for (FieldPathElement element : path) {
            FieldDescriptor field = at.findFieldByName(element.getFieldName());
            if (field == null) {
                return at.getOneofs().stream().filter(o -> o.getName().equals(element.getFieldName())).findFirst();
            }
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return Optional.empty();
            }
            at = field.getMessageType();
        }
        return Optional.empty();
    }

    private static String got(Violation.FieldValue field) {
        return field == null ? "" : "got " + echo(field) + choices(field) + ", ";
    }

    /** A long text is not repeated at all: it may be SQL, and SQL may hold passwords. */
    private static String echo(Violation.FieldValue field) {
        return switch (field.getValue()) {
            case String text when text.length() > LONGEST_ECHO -> "a text of " + text.length() + " characters";
            case String text -> '"' + escaped(text) + '"';
            case Collection<?> many -> many.size() + " entries";
            case Map<?, ?> many -> many.size() + " entries";
            case Message message -> "a " + message.getDescriptorForType().getName();
            case Object number when isEnum(field) -> named(field, number);
            case Object value -> bounded(String.valueOf(value), LONGEST_ECHO);
        };
    }

    /** On one line, whatever was sent: these texts are logged. */
    private static String escaped(String text) {
        return text.chars().mapToObj(unit -> switch (unit) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> Character.isISOControl(unit) ? "\\u%04x".formatted(unit) : String.valueOf((char) unit);
        }).collect(joining());
    }

    private static String named(Violation.FieldValue field, Object number) {
        EnumValueDescriptor value = field.getDescriptor().getEnumType().findValueByNumber(((Number) number).intValue());
        return value == null ? "the unknown number " + number : value.getName();
    }

    /** Names of an enum's values, without "never written". */
    private static String choices(Violation.FieldValue field) {
        if (!isEnum(field)) {
            return "";
        }
        return field.getDescriptor().getEnumType().getValues().stream().filter(value -> value.getNumber() != 0)
                .map(EnumValueDescriptor::getName).collect(joining(", ", ", wanted one of ", ""));
    }

    private static boolean isEnum(Violation.FieldValue field) {
        return field.getDescriptor() != null
                && field.getDescriptor().getJavaType() == FieldDescriptor.JavaType.ENUM;
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
