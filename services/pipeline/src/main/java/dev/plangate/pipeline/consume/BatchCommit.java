package dev.plangate.pipeline.consume;

import dev.plangate.db.Database;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Outbox;
import dev.plangate.db.row.OutboxRow;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a batch into Postgres: offsets first, then what the records do. A batch that is refused is halved until the record
 * to blame stands alone; that one becomes a dead letter in the same transaction that moves the offset behind it, and all
 * others are applied.
 */
final class BatchCommit {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);
    /** Deadlocks and serialization failures are tried again this often before they count as an outage. */
    private static final int TRIES = 5;

    private final String stage;
    private final Database database;
    private final StoredOffsets offsets;
    private final BatchHandler handler;
    private final Counter deadLetters;
    private final Outbox outbox;

    BatchCommit(String stage, Database database, StoredOffsets offsets, BatchHandler handler, Counter deadLetters) {
        this.stage = stage;
        this.database = database;
        this.offsets = offsets;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.outbox = new Outbox(database);
    }

    /**
     * Applies {@code batch} and stores {@code next}.
     *
     * @throws StaleOffsets      another member owns a partition by now
     * @throws DatabaseException Postgres is away, or keeps refusing for reasons that are not in the data
     */
    void apply(List<ConsumerRecord<byte[], byte[]>> batch, Map<TopicPartition, Long> next) {
        for (int tries = 1;; tries++) {
            try {
                database.transaction(tx -> {
                    offsets.move(tx, next);
                    handler.apply(tx, batch);
                    return null;
                });
                offsets.moved(next);
                return;
            } catch (StaleOffsets e) {
                throw e;
            } catch (DatabaseException e) {
                switch (e.kind()) {
                    case CONFLICT -> {
                        if (tries == TRIES) {
                            throw e;
                        }
                        LOG.debug("{}: batch of {} conflicted, trying again", stage, batch.size(), e);
                    }
                    case REFUSED -> {
                        halve(batch, next, e);
                        return;
                    }
                    case UNAVAILABLE, OTHER -> throw e;
                }
            } catch (RuntimeException e) {
                halve(batch, next, e);
                return;
            }
        }
    }

    private void halve(List<ConsumerRecord<byte[], byte[]>> batch, Map<TopicPartition, Long> next,
            RuntimeException why) {
        if (batch.size() == 1) {
            bury(batch.getFirst(), next, why);
            return;
        }
        int half = batch.size() / 2;
        List<ConsumerRecord<byte[], byte[]>> first = batch.subList(0, half);
        apply(first, behind(first));
        apply(batch.subList(half, batch.size()), next);
    }

    private void bury(ConsumerRecord<byte[], byte[]> culprit, Map<TopicPartition, Long> next, RuntimeException why) {
        LOG.warn("{}: {}-{}@{} goes to the dead letters", stage, culprit.topic(), culprit.partition(), culprit.offset(),
                why);
        try {
            bury(next, DeadLetter.row(culprit, stage, "it cannot be stored: " + why.getMessage()));
        } catch (RuntimeException e) {
            if (!blamesTheLetter(e)) {
                throw e;
            }
            // Thrown on, it would end or hold up this member, and each that gets the partition after it.
            LOG.warn("{}: the dead letter of {}-{}@{} is refused as well and goes without key and value", stage,
                    culprit.topic(), culprit.partition(), culprit.offset(), e);
            bury(next, DeadLetter.withoutBytes(culprit, stage));
        }
    }

    private void bury(Map<TopicPartition, Long> next, OutboxRow letter) {
        database.transaction(tx -> {
            offsets.move(tx, next);
            outbox.append(tx, List.of(letter));
            return null;
        });
        offsets.moved(next);
        deadLetters.increment();
    }

    /** Whether another letter may be stored where this one was not: nothing is wrong with offsets and Postgres. */
    private static boolean blamesTheLetter(RuntimeException e) {
        return switch (e) {
            case StaleOffsets _ -> false;
            case DatabaseException refused -> refused.kind() == DatabaseException.Kind.REFUSED;
            default -> true;
        };
    }

    private static Map<TopicPartition, Long> behind(List<ConsumerRecord<byte[], byte[]>> records) {
        var next = new HashMap<TopicPartition, Long>();
        records.forEach(r -> next.put(new TopicPartition(r.topic(), r.partition()), r.offset() + 1));
        return next;
    }
}
