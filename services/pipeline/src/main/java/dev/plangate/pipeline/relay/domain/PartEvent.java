package dev.plangate.pipeline.relay.domain;

/** The outcome of a step, or what happened around it. */
public sealed interface PartEvent {
    /** What a step hopes for; each fits one state. */
    sealed interface Outcome extends PartEvent {}

    /** The lease row names this process, with this fence. */
    record LeaseAcquired(long fence) implements Outcome {}

    /** initTransactions() returned: no predecessor can commit any more, and none has a commit pending. */
    record ProducerReady() implements Outcome {}

    /** The database renewed the lease. */
    record LeaseConfirmed() implements Outcome {}

    /** The rows named by the last committed transaction of this transactional id; none when there never was one. */
    record ProgressRead(RowIds published) implements Outcome {}

    /** The delete is committed. */
    record Deleted() implements Outcome {}

    /** Rows wait in this part. */
    record RowsWaiting() implements Outcome {}

    /** The next batch, in id order; empty when there is nothing. */
    record RowsRead(RowIds rows) implements Outcome {}

    /** The Kafka transaction is committed. */
    record Committed() implements Outcome {}

    /** A step failed, or ended in a way that nobody knows. */
    record Failed(String reason) implements PartEvent {}

    /** The producer in doubt is closed, and the pause after a failure is over. */
    record ProducerClosed() implements Outcome {}

    /** The lease ended or is about to, or another process has it. */
    record LeaseLost() implements PartEvent {}

    /** A clean stop, or the part is given back to a new member; comes between two steps only. */
    record StopRequested() implements PartEvent {}
}
