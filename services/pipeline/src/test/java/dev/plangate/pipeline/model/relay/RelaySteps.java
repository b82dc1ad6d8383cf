package dev.plangate.pipeline.model.relay;

import dev.plangate.pipeline.model.Guard;
import dev.plangate.pipeline.model.Step;
import dev.plangate.pipeline.model.relay.RelayState.Relay;
import dev.plangate.pipeline.relay.domain.PartAction;
import dev.plangate.pipeline.relay.domain.PartEvent;
import dev.plangate.pipeline.relay.domain.PartMachine;
import dev.plangate.pipeline.relay.domain.PartState;
import dev.plangate.pipeline.relay.domain.RowIds;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What relays do, and what is done to them: each step may succeed, fail without an effect, or take effect and report a failure. */
public final class RelaySteps {
    private static final int BATCH = 2;
    private static final PartEvent FAILED = new PartEvent.Failed("fault");

    private final Set<Guard> without;
    private final int firstActor;

    /**
     * Relays that lack some guards.
     *
     * @param firstActor number of the first relay among the processes of the whole model
     */
    public RelaySteps(Set<Guard> without, int firstActor) {
        this.without = without;
        this.firstActor = firstActor;
    }

    /** Adds the steps of all relays, of the lease and of the coordinator. */
    public void of(RelayState state, List<Step<RelayState>> steps) {
        Table table = state.table();
        if (table.holder() >= 0) {
            steps.add(new Step<>("the part's lease ends under relay %d".formatted(table.holder()), Step.WORLD,
                    state.with(table.heldBy(-1))));
        }
        if (!table.prepared().isEmpty()) {
            steps.add(new Step<>("Kafka completes the commit of %s".formatted(table.prepared()), Step.WORLD,
                    state.with(table.settled())));
        }
        for (int i = 0; i < state.relays().size(); i++) {
            Relay relay = state.relays().get(i);
            if (relay.owns()) {
                owned(i, relay, state, steps);
            } else if (table.holder() < 0) {
                steps.add(new Step<>("relay %d acquires the lease".formatted(i), firstActor + i,
                        take(i, new PartEvent.LeaseAcquired(1), state.with(table.heldBy(i)))));
            }
        }
    }

    private void owned(int i, Relay relay, RelayState state, List<Step<RelayState>> steps) {
        Table table = state.table();
        Table released = table.holder() == i ? table.heldBy(-1) : table;
        steps.add(new Step<>("relay %d is killed".formatted(i), Step.FAULT, state.with(i, Relay.IDLE)));
        steps.add(new Step<>("relay %d gives up by its own clock".formatted(i), Step.FAULT,
                take(i, new PartEvent.LeaseLost(), state)));
        steps.add(new Step<>("relay %d stops".formatted(i), Step.FAULT,
                take(i, new PartEvent.StopRequested(), state.with(released))));
        steps.add(fault(i, relay, "fails before", take(i, FAILED, state)));
        perform(i, relay, state, steps);
    }

    private void perform(int i, Relay relay, RelayState state, List<Step<RelayState>> steps) {
        Table table = state.table();
        boolean holds = table.holder() == i;
        switch (relay.action()) {
            case PartAction.FencePredecessor() -> both(i, relay, new PartEvent.ProducerReady(), state
                    .with(table.settled()).newest(i, !without.contains(Guard.PRODUCER_FENCING)), steps);
            case PartAction.ConfirmLease() -> steps.add(step(i, relay,
                    take(i, holds ? new PartEvent.LeaseConfirmed() : new PartEvent.LeaseLost(), state)));
            case PartAction.ReadProgress() -> steps.add(step(i, relay,
                    take(i, new PartEvent.ProgressRead(ids(table.progress())), state)));
            case PartAction.Delete(RowIds rows) -> {
                if (holds) {
                    both(i, relay, new PartEvent.Deleted(), state.with(table.without(numbers(rows))), steps);
                } else {
                    steps.add(step(i, relay, take(i, new PartEvent.LeaseLost(), state)));
                }
            }
            case PartAction.AwaitRows() -> {
                if (!table.rows().isEmpty()) {
                    steps.add(step(i, relay, take(i, new PartEvent.RowsWaiting(), state)));
                }
            }
            case PartAction.ReadRows() -> steps.add(step(i, relay,
                    take(i, new PartEvent.RowsRead(ids(visible(table))), state)));
            case PartAction.Publish(RowIds rows) -> publish(i, relay, numbers(rows), state, steps);
            case PartAction.Recover(String _) -> steps.add(step(i, relay,
                    take(i, new PartEvent.ProducerClosed(), state)));
            case PartAction.Release(),PartAction.Abandon() -> throw new IllegalStateException("nothing to do");
        }
    }

    private void publish(int i, Relay relay, List<Integer> rows, RelayState state, List<Step<RelayState>> steps) {
        if (!relay.newest()) {
            steps.add(new Step<>("relay %d is fenced by Kafka".formatted(i), firstActor + i, take(i, FAILED, state)));
            return;
        }
        RelayState prepared = state.with(state.table().prepares(rows));
        RelayState committed = prepared.with(prepared.table().settled());
        steps.add(step(i, relay, take(i, new PartEvent.Committed(), committed)));
        steps.add(fault(i, relay, "does not learn the outcome of", take(i, FAILED, prepared)));
    }

    /** The step takes effect, and the relay learns of it, or of a failure that was none. */
    private void both(int i, Relay relay, PartEvent outcome, RelayState effect, List<Step<RelayState>> steps) {
        steps.add(step(i, relay, take(i, outcome, effect)));
        steps.add(fault(i, relay, "does not learn the outcome of", take(i, FAILED, effect)));
    }

    private Step<RelayState> step(int i, Relay relay, RelayState next) {
        return new Step<>("relay %d: %s".formatted(i, text(relay.action())), firstActor + i, next);
    }

    private static Step<RelayState> fault(int i, Relay relay, String how, RelayState next) {
        return new Step<>("relay %d %s %s".formatted(i, how, text(relay.action())), Step.FAULT, next);
    }

    private static String text(PartAction action) {
        return switch (action) {
            case PartAction.Delete(RowIds rows) -> "Delete" + rows.ids();
            case PartAction.Publish(RowIds rows) -> "Publish" + rows.ids();
            case PartAction a -> a.getClass().getSimpleName();
        };
    }

    private RelayState take(int i, PartEvent event, RelayState state) {
        Relay before = state.relays().get(i);
        PartMachine.Next next = next(before.state(), event);
        boolean closed = next.action() instanceof PartAction.Abandon || next.action() instanceof PartAction.Release;
        return state.with(i, closed
                ? Relay.IDLE
                : new Relay(next.state(), next.action(), before.newest()));
    }

    /** The real machine, unless a guard of its own is taken away. */
    private PartMachine.Next next(PartState state, PartEvent event) {
        if (without.contains(Guard.PROGRESS_RECORD) && event instanceof PartEvent.ProgressRead) {
            return PartMachine.next(state, new PartEvent.ProgressRead(RowIds.NONE));
        }
        if (without.contains(Guard.WAIT_FOR_THE_DELETE) && event instanceof PartEvent.Committed
                && state instanceof PartState.Publishing(long fence, RowIds _)) {
            return new PartMachine.Next(new PartState.Reading(fence), new PartAction.ReadRows());
        }
        if (without.contains(Guard.TAKE_OVER_AFTER_DOUBT) && event.equals(FAILED)
                && state instanceof PartState.Owned owned) {
            return new PartMachine.Next(new PartState.Reading(owned.fence()), new PartAction.ReadRows());
        }
        return PartMachine.next(state, event);
    }

    /** Outbox.read: visible rows in the order of their ids. */
    private List<Integer> visible(Table table) {
        int last = without.contains(Guard.NO_ID_CURSOR)
                ? table.log().stream().mapToInt(Integer::intValue).max().orElse(0)
                : 0;
        return table.rows().stream().filter(id -> id > last).limit(BATCH).toList();
    }

    private static RowIds ids(List<Integer> rows) {
        return new RowIds(rows.stream().map(Integer::longValue).toList(),
                rows.stream().map(id -> new UUID(0, id)).toList());
    }

    private static List<Integer> numbers(RowIds rows) {
        return rows.ids().stream().map(Long::intValue).toList();
    }
}
