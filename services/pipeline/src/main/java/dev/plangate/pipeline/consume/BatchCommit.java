package dev.plangate.pipeline.consume;

import dev.plangate.db.Database;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.Outbox;
import dev.plangate.db.Tx;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a batch into Postgres: offsets first, then what the records do. A batch that is refused is halved until the record
 * to blame stands alone; that one becomes a dead letter in the same transaction that moves the offset behind it, and all
 * others are applied. One that takes longer than a transaction may is halved, too, and applied in parts.
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
                    case TOO_LONG -> {
                        if (batch.size() == 1) {
                            throw e;
                        }
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

    /** As whole as Postgres takes it: thrown on, a refusal would end or hold up each member that gets the partition. */
    private void bury(ConsumerRecord<byte[], byte[]> culprit, Map<TopicPartition, Long> next, RuntimeException why) {
        LOG.warn("{}: {}-{}@{} goes to the dead letters", stage, culprit.topic(), culprit.partition(), culprit.offset(),
                why);
        String reason = "it cannot be stored: " + why.getMessage();
        Consumer<Tx> answer = tx -> handler.buried(tx, culprit, reason);
        Consumer<Tx> letter = tx -> outbox.append(tx, List.of(DeadLetter.row(culprit, stage, reason)));
        Consumer<Tx> withoutBytes = tx -> outbox.append(tx, List.of(DeadLetter.withoutBytes(culprit, stage)));
        if (!isTaken(culprit, next, answer.andThen(letter), "with the answer")
                && !isTaken(culprit, next, answer.andThen(withoutBytes), "with the answer and without its bytes")
                && !isTaken(culprit, next, letter, "without the answer")) {
            store(next, withoutBytes);
        }
        deadLetters.increment();
    }

    private boolean isTaken(ConsumerRecord<byte[], byte[]> culprit, Map<TopicPartition, Long> next, Consumer<Tx> work,
            String what) {
        try {
            store(next, work);
            return true;
        } catch (RuntimeException e) {
            if (!isAboutTheRecord(e)) {
                throw e;
            }
            LOG.error("{}: the dead letter of {}-{}@{} is refused as well, {}", stage, culprit.topic(),
                    culprit.partition(), culprit.offset(), what, e);
            return false;
        }
    }

    private void store(Map<TopicPartition, Long> next, Consumer<Tx> work) {
        database.transaction(tx -> {
            offsets.move(tx, next);
            work.accept(tx);
            return null;
        });
        offsets.moved(next);
    }

    /** And would be so again; everything else passes. */
    private static boolean isAboutTheRecord(RuntimeException e) {
        return switch (e) {
            case StaleOffsets _ -> false;
            case DatabaseException refusal -> refusal.kind() == DatabaseException.Kind.REFUSED;
            default -> true;
        };
    }

    private static Map<TopicPartition, Long> behind(List<ConsumerRecord<byte[], byte[]>> records) {
        var next = new HashMap<TopicPartition, Long>();
        records.forEach(r -> next.put(new TopicPartition(r.topic(), r.partition()), r.offset() + 1));
        return next;
    }
}
