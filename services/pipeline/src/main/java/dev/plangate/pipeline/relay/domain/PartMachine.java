package dev.plangate.pipeline.relay.domain;

import dev.plangate.pipeline.relay.domain.PartAction.Abandon;
import dev.plangate.pipeline.relay.domain.PartAction.AwaitRows;
import dev.plangate.pipeline.relay.domain.PartAction.ConfirmLease;
import dev.plangate.pipeline.relay.domain.PartAction.Delete;
import dev.plangate.pipeline.relay.domain.PartAction.FencePredecessor;
import dev.plangate.pipeline.relay.domain.PartAction.Publish;
import dev.plangate.pipeline.relay.domain.PartAction.ReadProgress;
import dev.plangate.pipeline.relay.domain.PartAction.ReadRows;
import dev.plangate.pipeline.relay.domain.PartAction.Recover;
import dev.plangate.pipeline.relay.domain.PartAction.Release;
import dev.plangate.pipeline.relay.domain.PartEvent.Committed;
import dev.plangate.pipeline.relay.domain.PartEvent.Deleted;
import dev.plangate.pipeline.relay.domain.PartEvent.Failed;
import dev.plangate.pipeline.relay.domain.PartEvent.LeaseAcquired;
import dev.plangate.pipeline.relay.domain.PartEvent.LeaseConfirmed;
import dev.plangate.pipeline.relay.domain.PartEvent.LeaseLost;
import dev.plangate.pipeline.relay.domain.PartEvent.ProducerClosed;
import dev.plangate.pipeline.relay.domain.PartEvent.ProducerReady;
import dev.plangate.pipeline.relay.domain.PartEvent.ProgressRead;
import dev.plangate.pipeline.relay.domain.PartEvent.RowsRead;
import dev.plangate.pipeline.relay.domain.PartEvent.RowsWaiting;
import dev.plangate.pipeline.relay.domain.PartEvent.StopRequested;
import dev.plangate.pipeline.relay.domain.PartState.Confirming;
import dev.plangate.pipeline.relay.domain.PartState.Deleting;
import dev.plangate.pipeline.relay.domain.PartState.Fencing;
import dev.plangate.pipeline.relay.domain.PartState.Idle;
import dev.plangate.pipeline.relay.domain.PartState.InDoubt;
import dev.plangate.pipeline.relay.domain.PartState.Owned;
import dev.plangate.pipeline.relay.domain.PartState.Publishing;
import dev.plangate.pipeline.relay.domain.PartState.Reading;
import dev.plangate.pipeline.relay.domain.PartState.Recalling;
import dev.plangate.pipeline.relay.domain.PartState.Settling;
import dev.plangate.pipeline.relay.domain.PartState.Unowned;

/**
 * What one part does next: {@code PartState x PartEvent -> PartState x PartAction}.
 *
 * <p>
 * Two invariants, held by the property tests. (1) After anything in doubt, rows are read only when the predecessor is
 * fenced, the lease was confirmed after that, and the rows of the last transaction are deleted. (2) A batch is read only
 * when the delete of the batch before is known to be committed: the progress record names one transaction, so that two
 * in flight would forget the older one.
 */
public final class PartMachine {
    private PartMachine() {}

    /** The state after the event, and the step to take. */
    public record Next(PartState state, PartAction action) {}

    /**
     * What the event makes of the state.
     *
     * @throws IllegalStateException when the event is not an outcome of the step that the state awaits: a bug in the
     *         caller
     */
    public static Next next(PartState state, PartEvent event) {
        return switch (state) {
            case Unowned() when event instanceof LeaseAcquired(long fence) ->
                new Next(new Fencing(fence), new FencePredecessor());
            case Fencing(long fence) when event instanceof ProducerReady ->
                new Next(new Confirming(fence), new ConfirmLease());
            case Confirming(long fence) when event instanceof LeaseConfirmed ->
                new Next(new Recalling(fence), new ReadProgress());
            case Recalling(long fence) when event instanceof ProgressRead(RowIds published) ->
                published.isEmpty() ? read(fence) : new Next(new Settling(fence, published), new Delete(published));
            case Settling(long fence, RowIds _) when event instanceof Deleted -> read(fence);
            case Idle(long fence) when event instanceof RowsWaiting -> read(fence);
            case Reading(long fence) when event instanceof RowsRead(RowIds rows) ->
                rows.isEmpty()
                        ? new Next(new Idle(fence), new AwaitRows())
                        : new Next(new Publishing(fence, rows), new Publish(rows));
            case Publishing(long fence, RowIds rows) when event instanceof Committed ->
                new Next(new Deleting(fence, rows), new Delete(rows));
            case Deleting(long fence, RowIds _) when event instanceof Deleted -> read(fence);
            case InDoubt(long fence, String _) when event instanceof ProducerClosed ->
                new Next(new Fencing(fence), new FencePredecessor());
            case Owned owned -> interrupted(owned, event);
            case Unowned() -> throw unexpected(state, event);
        };
    }

    private static Next read(long fence) {
        return new Next(new Reading(fence), new ReadRows());
    }

    /** What may happen at any step. Releasing is safe even in doubt: the next owner walks the take-over path. */
    private static Next interrupted(Owned state, PartEvent event) {
        return switch (event) {
            case Failed(String reason) -> new Next(new InDoubt(state.fence(), reason), new Recover(reason));
            case LeaseLost() -> new Next(new Unowned(), new Abandon());
            case StopRequested() -> new Next(new Unowned(), new Release());
            case PartEvent.Outcome _ -> throw unexpected(state, event);
        };
    }

    private static IllegalStateException unexpected(PartState state, PartEvent event) {
        return new IllegalStateException(event + " is no outcome of " + state);
    }
}
