package dev.plangate.pipeline.console.document;

import com.google.protobuf.Message;
import dev.plangate.v1.Sheet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One document that was read without a mistake.
 *
 * @param message its number (revision or version) and plan revision are 0 where the author left them out
 * @param sheets the texts of inline {@code sql:}, to be published before the message
 */
public record Document(String file, Position at, Kind kind, Message message, List<Sheet> sheets) {
    public Document {
        sheets = List.copyOf(sheets);
    }

    /** The record's key. */
    public String key() {
        return message instanceof Sheet sheet
                ? sha256(sheet)
                : (String) message.getField(kind.key().orElseThrow());
    }

    /** The same document with another message. */
    public Document with(Message changed) {
        return new Document(file, at, kind, changed, sheets);
    }

    /** A sheet's key: lower-case hex SHA-256 of its text in UTF-8. */
    public static String sha256(Sheet sheet) {
        return sha256(sheet.getText());
    }

    static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
