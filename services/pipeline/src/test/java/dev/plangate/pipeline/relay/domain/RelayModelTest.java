package dev.plangate.pipeline.relay.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Three relays fight for one part while leases expire under them, processes die, commits stay in doubt, deletes report
 * failures that were none, and rows become visible late: each row is published once. Traps 29, 31, 44, 45.
 */
class RelayModelTest {
    /**
     * Trap 29: rows become visible late. Trap 31: relays die at any step. Trap 44: deletes stay in doubt. Trap 45: ids
     * come again after a restore.
     */
    @Property(tries = 4000)
    void eachRowIsPublishedOnce(@ForAll long seed) {
        var world = run(seed, true, PartMachine::next);

        assertThat(world.duplicated()).isFalse();
        assertThat(world.missing()).isEmpty();
        assertThat(world.emptyTable()).isTrue();
    }

    /** Trap 31: what the progress record is for. The model is worth something: it sees what each guard is for. */
    @Example
    void withoutTheProgressRecordRowsAreDuplicated() {
        assertThat(violatedBy(true, (state, event) -> event instanceof PartEvent.ProgressRead
                ? PartMachine.next(state, new PartEvent.ProgressRead(RowIds.NONE))
                : PartMachine.next(state, event))).isTrue();
    }

    /** Trap 44: what one batch in flight per part is for. */
    @Example
    void withoutWaitingForTheDeleteRowsAreDuplicated() {
        assertThat(violatedBy(true, (state, event) -> switch (state) {
            case PartState.Publishing(long fence, RowIds _) when event instanceof PartEvent.Committed ->
                new PartMachine.Next(new PartState.Reading(fence), new PartAction.ReadRows());
            case PartState s -> PartMachine.next(s, event);
        })).isTrue();
    }

    @Example
    void withoutFencingRowsAreDuplicated() {
        assertThat(violatedBy(false, PartMachine::next)).isTrue();
    }

    @Example
    void withoutTheTakeOverPathAfterAFailureRowsAreDuplicated() {
        assertThat(violatedBy(true, (state, event) -> switch (state) {
            case PartState.InDoubt(long fence, String _) when event instanceof PartEvent.ProducerClosed ->
                new PartMachine.Next(new PartState.Reading(fence), new PartAction.ReadRows());
            case PartState s -> PartMachine.next(s, event);
        })).isTrue();
    }

    private static boolean violatedBy(boolean fenceEpochs, BiFunction<PartState, PartEvent, PartMachine.Next> machine) {
        return new Random(1).longs(2000).anyMatch(seed -> {
            var world = run(seed, fenceEpochs, machine);
            return world.duplicated() || !world.missing().isEmpty();
        });
    }

    private static ModelWorld run(long seed, boolean fenceEpochs,
            BiFunction<PartState, PartEvent, PartMachine.Next> machine) {
        var random = new Random(seed);
        var world = new ModelWorld(random, fenceEpochs);
        var relays = List.of(new ModelRelay("a", machine), new ModelRelay("b", machine), new ModelRelay("c", machine));
        for (int i = 0; i < 150; i++) {
            var relay = relays.get(random.nextInt(relays.size()));
            switch (random.nextInt(16)) {
                case 0 -> world.expireLease();
                case 1 -> relay.crash();
                case 2 -> relay.loseLease();
                case 3 -> relay.stop(world);
                case 4 -> world.commitLate();
                case 5 -> world.settleDoubt();
                case 6 -> relay.step(world, ModelWorld.Fault.BEFORE);
                case 7 -> relay.step(world, ModelWorld.Fault.AFTER);
                case 8, 9 -> world.append();
                default -> relay.step(world, ModelWorld.Fault.NONE);
            }
            if (random.nextInt(100) == 0) {
                world.restore();
            }
        }
        comeToRest(world, relays);
        return world;
    }

    /** One relay is left, and nothing fails any more. */
    private static void comeToRest(ModelWorld world, List<ModelRelay> relays) {
        relays.forEach(ModelRelay::crash);
        world.commitLate();
        world.expireLease();
        for (int i = 0; i < 1000 && !(relays.getFirst().idle() && world.emptyTable()); i++) {
            relays.getFirst().step(world, ModelWorld.Fault.NONE);
        }
    }
}
