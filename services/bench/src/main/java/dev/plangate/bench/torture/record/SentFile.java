package dev.plangate.bench.torture.record;

import com.google.protobuf.Message;
import dev.plangate.bench.torture.load.Sent;
import dev.plangate.contract.Sha256;
import dev.plangate.v1.Sheet;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What was handed to the producer, and what became of it. */
public final class SentFile {
    private SentFile() {}

    /** Writes all of it; what has no answer yet counts as not acknowledged. */
    public static void write(Path file, Collection<Sent> sent) {
        try (LineFile lines = LineFile.create(file)) {
            sent.forEach(one -> lines.add(line(one)));
        }
    }

    private static String line(Sent sent) {
        boolean acked = sent.acknowledged().isDone() && !sent.acknowledged().isCompletedExceptionally();
        return JsonLine.of(json -> {
            json.writeNumberField("n", sent.number());
            json.writeNumberField("at_ms", sent.atMillis());
            json.writeStringField("topic", sent.record().topic().name());
            json.writeStringField("key", sent.record().key());
            json.writeBooleanField("acked", acked);
            if (acked) {
                RecordMetadata metadata = sent.acknowledged().join();
                json.writeNumberField("partition", metadata.partition());
                json.writeNumberField("offset", metadata.offset());
            }
            json.writeStringField("kind", sent.record().kind());
            if (sent.bytes().isPresent()) {
                json.writeStringField("sha256", Sha256.hex(sent.bytes().get().toByteArray()));
            }
            if (sent.record().poison().isEmpty()) {
                Message value = sent.record().value().orElse(null);
                JsonLine.message(json, "value", value instanceof Sheet ? Sheet.getDefaultInstance() : value);
            } else {
                json.writeStringField("poison", sent.record().poison());
            }
        });
    }
}
