package dev.plangate.pipeline.relay;

import dev.plangate.contract.Topics;
import dev.plangate.db.row.StoredOutboxRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes batches of one part. A row that cannot be sent is replaced by a dead letter: at once when its topic is
 * unknown; when Kafka refuses it, that transaction fails, and the batch comes again without it.
 */
final class BatchPublication {
    private static final Logger LOG = LoggerFactory.getLogger(BatchPublication.class);

    private final String transactionalId;
    private final RecordAssembler assembler;
    private final RelayMetrics metrics;
    private final Unsendable unsendable = new Unsendable();
    private long begun;

    BatchPublication(String transactionalId, PartEnvironment env) {
        this.transactionalId = transactionalId;
        this.assembler = env.assembler();
        this.metrics = env.metrics();
    }

    /** Opens a transaction and hands all records over, the progress record last. */
    void send(PartProducer producer, List<StoredOutboxRow> batch, ProducerRecord<byte[], byte[]> progress) {
        begun = System.nanoTime();
        producer.begin();
        for (StoredOutboxRow row : batch) {
            producer.send(assemble(row), error -> unsendable.noteIfRefused(row.eventId(), error));
        }
        producer.send(progress, error -> {});
    }

    void commit(PartProducer producer, List<StoredOutboxRow> batch) {
        producer.commit();
        metrics.transaction(batch.size(), System.nanoTime() - begun);
        Map<String, Long> byTopic = batch.stream()
                .collect(Collectors.groupingBy(row -> unsendable(row).map(reason -> Topics.DEAD_LETTERS)
                        .orElse(row.row().topic()), Collectors.counting()));
        byTopic.forEach(metrics::published);
    }

    /** When these rows are gone. Others are still to come: a take-over deletes the batch before the one that was refused. */
    void forgetUnsendable(Collection<UUID> eventIds) {
        unsendable.forget(eventIds);
    }

    private ProducerRecord<byte[], byte[]> assemble(StoredOutboxRow row) {
        return unsendable(row).map(reason -> {
            LOG.error("{}: row {} for {} cannot be published and becomes a dead letter: {}", transactionalId, row.id(),
                    row.row().topic(), reason);
            metrics.deadLetter();
            return DeadLetters.insteadOf(row, reason);
        }).orElseGet(() -> assembler.record(row));
    }

    private Optional<String> unsendable(StoredOutboxRow row) {
        return assembler.knows(row.row().topic())
                ? unsendable.reason(row.eventId())
                : Optional.of("there is no topic " + row.row().topic());
    }
}
