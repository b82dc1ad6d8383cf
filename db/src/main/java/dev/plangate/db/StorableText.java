package dev.plangate.db;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.regex.Pattern;

/**
 * Texts that nothing is decided by, so that Postgres takes them: it knows no NUL, neither in text nor in JSON. They are
 * Plangate's own, and the notes of who asked and why. What else came from upstream is not changed but refused.
 */
final class StorableText {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();
    // An even number of backslashes before it: otherwise it is the text "\u0000", not a NUL.
    private static final Pattern NUL_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private StorableText() {}

    static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    static String json(MessageOrBuilder message) {
        try {
            String json = PRINTER.print(message);
            return json.contains("\\u0000") ? NUL_ESCAPE.matcher(json).replaceAll("$1\uFFFD") : json;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a generated message prints", e);
        }
    }
}
