package dev.plangate.pipeline.console.document;

import com.google.protobuf.Message;
import dev.plangate.contract.Sha256;
import dev.plangate.v1.Sheet;
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
        return Sha256.hex(sheet.getText());
    }
}
