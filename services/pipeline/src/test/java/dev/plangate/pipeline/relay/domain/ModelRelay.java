package dev.plangate.pipeline.relay.domain;

import java.util.function.BiFunction;

/** One relay in the model: the real machine under test, and a producer that is an epoch. */
final class ModelRelay {
    private final String owner;
    private final BiFunction<PartState, PartEvent, PartMachine.Next> machine;
    private PartState state = new PartState.Unowned();
    private PartAction action = new PartAction.Abandon();
    private long fence;
    private long epoch = -1;

    ModelRelay(String owner, BiFunction<PartState, PartEvent, PartMachine.Next> machine) {
        this.owner = owner;
        this.machine = machine;
    }

    /** The process is gone, with all it knew. */
    void crash() {
        state = new PartState.Unowned();
        epoch = -1;
    }

    /** The pessimistic timer: it stops by itself, even when it would still have the lease. */
    void loseLease() {
        if (state instanceof PartState.Owned) {
            take(new PartEvent.LeaseLost());
        }
    }

    void stop(ModelWorld world) {
        if (state instanceof PartState.Owned) {
            take(new PartEvent.StopRequested());
            world.release(owner, fence);
        }
    }

    boolean idle() {
        return state instanceof PartState.Idle;
    }

    /** Takes the step that the machine asked for; a fault decides what becomes of it. */
    void step(ModelWorld world, ModelWorld.Fault fault) {
        if (state instanceof PartState.Unowned) {
            world.acquire(owner).ifPresent(f -> {
                fence = f;
                take(new PartEvent.LeaseAcquired(f));
            });
            return;
        }
        if (fault == ModelWorld.Fault.BEFORE) {
            take(new PartEvent.Failed("before"));
            return;
        }
        PartEvent outcome = perform(world, fault);
        take(fault == ModelWorld.Fault.NONE ? outcome : new PartEvent.Failed("after"));
    }

    private PartEvent perform(ModelWorld world, ModelWorld.Fault fault) {
        return switch (action) {
            case PartAction.FencePredecessor() -> {
                epoch = world.initTransactions();
                yield new PartEvent.ProducerReady();
            }
            case PartAction.ConfirmLease() ->
                world.holds(owner, fence) ? new PartEvent.LeaseConfirmed() : new PartEvent.LeaseLost();
            case PartAction.ReadProgress() -> new PartEvent.ProgressRead(world.progress());
            case PartAction.Delete(RowIds rows) ->
                world.delete(owner, fence, rows) ? new PartEvent.Deleted() : new PartEvent.LeaseLost();
            case PartAction.AwaitRows() -> new PartEvent.RowsWaiting();
            case PartAction.ReadRows() -> new PartEvent.RowsRead(world.read(3));
            case PartAction.Publish(RowIds rows) -> world.publish(epoch, rows, fault)
                    ? new PartEvent.Committed()
                    : new PartEvent.Failed("fenced");
            case PartAction.Recover(String _) -> new PartEvent.ProducerClosed();
            case PartAction.Release(),PartAction.Abandon() -> throw new IllegalStateException("nothing to do");
        };
    }

    private void take(PartEvent event) {
        var next = machine.apply(state, event);
        state = next.state();
        action = next.action();
    }
}
