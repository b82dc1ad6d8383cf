package dev.plangate.checks.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;

/** The bytes of a file as a text, or why they are none. Nothing is replaced: another text than the author's would be checked. */
sealed interface FileText {
    /** It is UTF-8; a byte-order mark is still there. */
    record Utf8(String text) implements FileText {}

    /**
     * It is not.
     *
     * @param before the text before the first wrong byte
     * @param message what stands there and what to do; no period at its end
     */
    record Other(String before, String message) implements FileText {}

    /** Looks at all bytes. */
    static FileText of(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            return new Other("", "the file is UTF-16: save it as UTF-8");
        }
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(in, out, true);
        String text = out.flip().toString();
        return result.isError()
                ? new Other(text, "the byte 0x%02X at offset %d of the file is not UTF-8: save the file as UTF-8"
                        .formatted(bytes[in.position()], in.position()))
                : new Utf8(text);
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }
}
