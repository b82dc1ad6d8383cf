package dev.plangate.pipeline.relay.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PartMachineTest {
    private static final RowIds ROWS = new RowIds(List.of(7L), List.of(new UUID(0, 7)));

    @Example
    void takeOverFencesConfirmsRecallsAndSettlesBeforeItReads() {
        assertThat(
                actions(new PartEvent.LeaseAcquired(3), new PartEvent.ProducerReady(), new PartEvent.LeaseConfirmed(),
                        new PartEvent.ProgressRead(ROWS), new PartEvent.Deleted()))
                .containsExactly(new PartAction.FencePredecessor(), new PartAction.ConfirmLease(),
                        new PartAction.ReadProgress(), new PartAction.Delete(ROWS), new PartAction.ReadRows());
    }

    /** Trap 44: one batch in flight per part. */
    @Example
    void nextBatchIsReadWhenTheDeleteIsKnown() {
        var publishing = new PartState.Publishing(3, ROWS);

        var committed = PartMachine.next(publishing, new PartEvent.Committed());
        var deleted = PartMachine.next(committed.state(), new PartEvent.Deleted());

        assertThat(committed.action()).isEqualTo(new PartAction.Delete(ROWS));
        assertThat(deleted.action()).isEqualTo(new PartAction.ReadRows());
    }

    @Example
    void anOutcomeThatTheStateDoesNotAwaitIsABug() {
        assertThatThrownBy(() -> PartMachine.next(new PartState.Idle(3), new PartEvent.Committed()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no outcome of Idle");
    }

    /** Whatever happens: between a doubt and the next read lie all four steps, in order, with nothing in doubt between. */
    @Property(tries = 2000)
    void rowsAreReadOnlyAfterTheWholeTakeOver(@ForAll List<Byte> choices) {
        PartState state = new PartState.Unowned();
        var since = new ArrayList<PartAction>();
        for (byte choice : choices) {
            PartEvent event = event(state, Math.floorMod(choice, 8));
            var next = PartMachine.next(state, event);
            if (event instanceof PartEvent.Failed || event instanceof PartEvent.LeaseAcquired) {
                since.clear();
            }
            if (next.action() instanceof PartAction.ReadRows) {
                assertThat(since).startsWith(new PartAction.FencePredecessor(), new PartAction.ConfirmLease(),
                        new PartAction.ReadProgress());
                assertThat(state).isNotInstanceOf(PartState.Publishing.class);
            }
            since.add(next.action());
            since.removeIf(a -> a instanceof PartAction.Recover);
            state = next.state();
        }
    }

    private static PartEvent event(PartState state, int choice) {
        if (state instanceof PartState.Owned) {
            switch (choice) {
                case 0 -> {
                    return new PartEvent.Failed("x");
                }
                case 1 -> {
                    return new PartEvent.LeaseLost();
                }
                case 2 -> {
                    return new PartEvent.StopRequested();
                }
                default -> {
                }
            }
        }
        return switch (state) {
            case PartState.Unowned() -> new PartEvent.LeaseAcquired(1);
            case PartState.Fencing(long _) -> new PartEvent.ProducerReady();
            case PartState.Confirming(long _) -> new PartEvent.LeaseConfirmed();
            case PartState.Recalling(long _) -> new PartEvent.ProgressRead(choice < 5 ? ROWS : RowIds.NONE);
            case PartState.Settling(long _, RowIds _),PartState.Deleting(long _, RowIds _) -> new PartEvent.Deleted();
            case PartState.Idle(long _) -> new PartEvent.RowsWaiting();
            case PartState.Reading(long _) -> new PartEvent.RowsRead(choice < 5 ? ROWS : RowIds.NONE);
            case PartState.Publishing(long _, RowIds _) -> new PartEvent.Committed();
            case PartState.InDoubt(long _, String _) -> new PartEvent.ProducerClosed();
        };
    }

    private static List<PartAction> actions(PartEvent... events) {
        PartState state = new PartState.Unowned();
        var actions = new ArrayList<PartAction>();
        for (PartEvent event : events) {
            var next = PartMachine.next(state, event);
            actions.add(next.action());
            state = next.state();
        }
        return actions;
    }
}
