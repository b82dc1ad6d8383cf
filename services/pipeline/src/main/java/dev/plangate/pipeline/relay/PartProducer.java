package dev.plangate.pipeline.relay;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The transactional producer of one part: one for each take-over. Used by the part's thread; only {@link #abandon()} may
 * come from another one, and ends what blocks.
 */
final class PartProducer {
    private final KafkaProducer<byte[], byte[]> producer;

    PartProducer(ClientProperties properties, String transactionalId) {
        producer = new KafkaProducer<>(properties.producer(transactionalId), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** No predecessor can commit any more, and a commit that one had begun is carried through. */
    void fencePredecessor() {
        producer.initTransactions();
    }

    void begin() {
        producer.beginTransaction();
    }

    /** Hands a record over; what becomes of it is told by the commit. The consumer hears the record's own error. */
    void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onError) {
        var _ = producer.send(record, (metadata, error) -> {
            if (error != null) {
                onError.accept(error);
            }
        });
    }

    /** All or nothing; when it throws, nobody knows which. */
    void commit() {
        producer.commitTransaction();
    }

    /** Between two transactions. */
    void close(Duration patience) {
        producer.close(patience);
    }

    /** At any time: nothing is sent any more, an open transaction is left to the next initTransactions(). */
    void abandon() {
        producer.close(Duration.ZERO);
    }
}
