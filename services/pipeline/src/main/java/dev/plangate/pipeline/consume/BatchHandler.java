package dev.plangate.pipeline.consume;

import dev.plangate.db.Tx;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a batch of records does to Postgres. */
public interface BatchHandler {
    /**
     * Applies the batch inside {@code tx}, in which the offsets have already moved behind it. May be called again with the
     * same records, or with a part of them, in another transaction; only one of these transactions commits.
     *
     * @throws RuntimeException the batch cannot be applied: it is tried again in halves until the record that is to blame
     *                          stands alone and becomes a dead letter
     */
    void apply(Tx tx, List<ConsumerRecord<byte[], byte[]>> batch);

    /**
     * The record becomes a dead letter in {@code tx}, after {@code apply} failed for it alone: answer whoever waits for what
     * it asks for. When this fails, too, the record is buried without an answer.
     *
     * @param reason the one that the dead letter gives
     */
    default void buried(Tx tx, ConsumerRecord<byte[], byte[]> received, String reason) {}

    /** After the commit of a batch: wake whoever works on what it made. */
    default void committed() {}
}
