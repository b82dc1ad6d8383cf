package dev.plangate.pipeline.relay.domain;

/** The one step to take next. */
public sealed interface PartAction {
    /** Open a producer with the part's transactional id and call initTransactions(). */
    record FencePredecessor() implements PartAction {}

    /** Ask the database to renew the lease, after the fencing. */
    record ConfirmLease() implements PartAction {}

    /** Read the progress record as of now. */
    record ReadProgress() implements PartAction {}

    /** Delete exactly these rows, while the lease holds. */
    record Delete(RowIds rows) implements PartAction {}

    /** Wait until rows are there. */
    record AwaitRows() implements PartAction {}

    /** Read the next batch. */
    record ReadRows() implements PartAction {}

    /** Publish these rows and their progress record in one Kafka transaction. */
    record Publish(RowIds rows) implements PartAction {}

    /** Close the producer without waiting, and pause before the next attempt. */
    record Recover(String reason) implements PartAction {}

    /** Close the producer and give the lease back. */
    record Release() implements PartAction {}

    /** Close the producer without waiting; the lease is not ours to give. */
    record Abandon() implements PartAction {}
}
