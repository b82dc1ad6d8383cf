package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.pipeline.console.document.Document;
import dev.plangate.pipeline.console.document.Kind;
import dev.plangate.v1.Sheet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** One record that the brokers have acknowledged; {@code message} as it was published. */
record Published(Kind kind, String key, Message message, RecordMetadata at) {

    private record Sent(Kind kind, String key, Message message, Future<RecordMetadata> acknowledged) {}

    /**
     * Publishes documents in order, each after the sheets of its inline SQL; returns when all are acknowledged.
     *
     * @throws KafkaException if one is not; those before it may be published
     */
    static List<Published> all(List<Document> documents, Cluster cluster) {
        try (SchemaRegistry registry = cluster.registry(); Producer<String, byte[]> producer = cluster.producer()) {
            List<Sent> sent = new ArrayList<>();
            for (Document document : documents) {
                for (Sheet sheet : document.sheets()) {
                    sent.add(send(producer, registry, Kind.SHEET, Document.sha256(sheet), sheet));
                }
                sent.add(send(producer, registry, document.kind(), document.key(), document.message()));
            }
            producer.flush();
            return sent.stream().map(Published::acknowledged).toList();
        }
    }

    private static Sent send(Producer<String, byte[]> producer, SchemaRegistry registry, Kind kind, String key,
            Message message) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(kind.topic().name(), key,
                bytes(kind.topic(), registry, message));
        record.headers().add(RecordHeaders.EVENT_ID, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        return new Sent(kind, key, message, producer.send(record));
    }

    @SuppressWarnings("unchecked") // A kind's topic carries the kind's messages.
    private static <V extends Message> byte[] bytes(Topic<V> topic, SchemaRegistry registry, Message message) {
        return ProtobufSerde.of(topic, registry).serialize(topic.name(), (V) message);
    }

    private static Published acknowledged(Sent sent) {
        try {
            return new Published(sent.kind(), sent.key(), sent.message(), sent.acknowledged().get());
        } catch (ExecutionException e) {
            throw new KafkaException("%s %s was not published".formatted(sent.kind().label(), sent.key()),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before %s %s was acknowledged".formatted(sent.kind().label(),
                    sent.key()), e);
        }
    }

    /** The number that the record got, as {@code revision 3}; empty for what has none. */
    String number() {
        return kind.number().map(field -> field.getName() + " " + message.getField(field)).or(() -> kind.planRevision()
                .map(field -> "revision " + message.getField(field))).orElse("");
    }
}
