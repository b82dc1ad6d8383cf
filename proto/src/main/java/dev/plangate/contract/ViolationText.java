package dev.plangate.contract;

import build.buf.protovalidate.Violation;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Words for a broken rule. */
final class ViolationText {

    private static final int LONGEST_ECHO = 100;
    private static final int LONGEST_PATH = 200;

    private ViolationText() {}

    static String of(Violation violation) {
        var proto = violation.toProto();
        String message = proto.getMessage().isEmpty() ? proto.getRuleId() : proto.getMessage();
        String field = proto.getField().getElementsList().stream().map(ViolationText::element)
                .collect(Collectors.joining("."));
        Violation.FieldValue got = violation.getFieldValue();
        return "%s: %s, wanted: %s".formatted(field.isEmpty() ? "message" : bounded(field, LONGEST_PATH),
                got == null ? "got nothing" : "got " + echo(got.getValue()), message);
    }

    private static String element(FieldPathElement element) {
        return switch (element.getSubscriptCase()) {
            case INDEX -> element.getFieldName() + "[" + element.getIndex() + "]";
            case STRING_KEY -> element.getFieldName() + "[" + bounded(element.getStringKey(), 40) + "]";
            case BOOL_KEY, INT_KEY, UINT_KEY -> element.getFieldName() + "[key]";
            case SUBSCRIPT_NOT_SET -> element.getFieldName();
        };
    }

    /** A long text is not repeated at all: it may be SQL, and SQL may hold passwords. */
    private static String echo(Object value) {
        return switch (value) {
            case String text when text.length() > LONGEST_ECHO -> "a text of " + text.length() + " characters";
            case String text -> '"' + text + '"';
            case Collection<?> many -> many.size() + " entries";
            case Map<?, ?> many -> many.size() + " entries";
            case Message message -> "a " + message.getDescriptorForType().getName();
            default -> bounded(String.valueOf(value), LONGEST_ECHO);
        };
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
