package dev.plangate.bench.torture.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** One line of a history: an object in JSON. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonFormat.Printer PROTO = JsonFormat.printer().preservingProtoFieldNames()
            .omittingInsignificantWhitespace();

    /** Writes the fields. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private JsonLine() {}

    static String of(Fields fields) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A field with a message, or null. */
    static void message(JsonGenerator json, String name, Message message) throws IOException {
        json.writeFieldName(name);
        if (message == null) {
            json.writeNull();
        } else {
            json.writeRawValue(proto(message));
        }
    }

    private static String proto(Message message) throws InvalidProtocolBufferException {
        return PROTO.print(message);
    }
}
