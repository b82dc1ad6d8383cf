package dev.plangate.pipeline.relay.domain;

/**
 * Where one part of the outbox stands in this process. Each state awaits the outcome of one step; there is never more
 * than one step, and so never more than one batch, under way.
 */
public sealed interface PartState {
    /** Another process publishes this part, or nobody does. */
    record Unowned() implements PartState {}

    /** This process holds the lease, as far as it knows. */
    sealed interface Owned extends PartState {
        /** Of the lease; grows with every change of owner. */
        long fence();
    }

    /** Take-over, 1: a producer with the part's transactional id fences its predecessor and waits out its commit. */
    record Fencing(long fence) implements Owned {}

    /** Take-over, 2: is the lease still ours, now that we may have fenced its rightful owner? */
    record Confirming(long fence) implements Owned {}

    /** Take-over, 3: which rows did the last transaction publish? Nothing can be added to it any more. */
    record Recalling(long fence) implements Owned {}

    /** Take-over, 4: those rows leave the table. */
    record Settling(long fence, RowIds published) implements Owned {}

    /** Every row in the table is unpublished; none is known to wait. */
    record Idle(long fence) implements Owned {}

    /** Every row in the table is unpublished; the next batch is being read. */
    record Reading(long fence) implements Owned {}

    /** The batch is in a Kafka transaction whose end is not known. */
    record Publishing(long fence, RowIds rows) implements Owned {}

    /** The batch is published; its rows are not known to be gone. */
    record Deleting(long fence, RowIds rows) implements Owned {}

    /** Something failed: what is published and what is deleted is open until the take-over path was walked again. */
    record InDoubt(long fence, String reason) implements Owned {}
}
