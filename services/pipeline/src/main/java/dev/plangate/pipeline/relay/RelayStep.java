package dev.plangate.pipeline.relay;

/** Moments in the life of a part at which a fault can be injected; in the order in which they come. */
public enum RelayStep {
    /** initTransactions() returned. */
    PREDECESSOR_FENCED,
    /** The lease was renewed after the fencing. */
    LEASE_CONFIRMED,
    /** The progress record was read; nothing is deleted yet. */
    PROGRESS_READ,
    /** A batch was read. */
    ROWS_READ,
    /** All records of the batch were handed to the producer; the transaction is open. */
    SENT,
    /** The Kafka transaction is committed; the rows are still there. */
    COMMITTED,
    /** Rows that were published are deleted: those of a take-over, or those of a batch. */
    DELETED
}
