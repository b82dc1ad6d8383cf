package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Samples.ROLLOUT;
import static dev.plangate.topology.domain.Samples.approval;
import static dev.plangate.topology.domain.Samples.created;
import static dev.plangate.topology.domain.Samples.done;
import static dev.plangate.topology.domain.Samples.is;
import static dev.plangate.topology.domain.Samples.plan;
import static dev.plangate.topology.domain.Samples.rejected;
import static dev.plangate.topology.domain.Samples.removed;
import static dev.plangate.topology.domain.Samples.run;
import static dev.plangate.v1.Approval.Status.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Phase;
import dev.plangate.v1.RolloutState;
import org.junit.jupiter.api.Test;

/** Commands and their answers. */
class CommandsTest {
    private final PlanGate gate = new PlanGate();

    /** Trap 38: a later rejection never overwrites the rollout. */
    @Test
    void afterTheRolloutNothingChangesIt() {
        gate.hears(opening());
        var command = gate.command();
        gate.hears(is(created(command)));
        var rolledOut = gate.status();
        assertThat(rolledOut.getPhase()).isEqualTo(Phase.ROLLED_OUT);
        assertThat(rolledOut.getRollout()).isEqualTo(ROLLOUT);
        assertThat(rolledOut.getConditionsList()).hasSize(7);

        gate.hears(is(rejected(command, RolloutState.Code.STALE_PLAN)), is(plan(9, 2, 2)), is(done(2, 2, 0)),
                is(approval(2, APPROVED, 2)), removed(99), is(created(command)));
        assertThat(gate.status()).isEqualTo(rolledOut);
        assertThat(gate.commands()).hasSize(1);
        assertThat(gate.state().getSerializedSize()).as("what is left of a finished plan").isLessThan(400);
    }

    /** Trap 39: after a rejection the next command has an id of its own, and is sent for something newer alone. */
    @Test
    void afterARejectionTheGateWaitsForSomethingNewer() {
        gate.hears(opening());
        gate.hears(is(rejected(gate.command(), RolloutState.Code.STALE_PLAN)));
        assertThat(gate.status().getPhase()).isEqualTo(Phase.WAITING);
        assertThat(gate.reason(GateStatus.Type.NOT_REJECTED)).contains("STALE_PLAN").contains("newer plan state");
        gate.hears(is(plan(5, 1, 1)), is(done(1, 1, 0)), is(approval(2, APPROVED, 1)));
        assertThat(gate.commands()).hasSize(1);

        gate.hears(is(plan(6, 1, 1)));
        assertThat(gate.commands()).extracting(CreateRollout::getPlanStateVersion).containsExactly(5L, 6L);
        assertThat(gate.commands()).extracting(CreateRollout::getId).doesNotHaveDuplicates();
        assertThat(gate.status().getPhase()).isEqualTo(Phase.COMMANDED);
    }

    /** What could not be carried out is not waited for: somebody has to do something, and then there is a new command. */
    @Test
    void aCommandThatCouldNotBeCarriedOutIsAnsweredToo() {
        gate.hears(opening());
        gate.hears(is(rejected(gate.command(), RolloutState.Code.UNPROCESSABLE)));
        assertThat(gate.status().getPhase()).isEqualTo(Phase.BLOCKED);
        assertThat(gate.reason(GateStatus.Type.NOT_REJECTED)).contains("UNPROCESSABLE");

        gate.hears(is(plan(6, 1, 1)));
        assertThat(gate.commands()).hasSize(2);
    }

    @Test
    void noSecondCommandWhileOneIsUnanswered() {
        gate.hears(opening());
        gate.hears(is(plan(6, 1, 1)));
        assertThat(gate.commands()).hasSize(1);
        assertThat(gate.status().getPhase()).isEqualTo(Phase.COMMANDED);
        gate.hears(is(rejected(gate.command(), RolloutState.Code.STALE_PLAN)));
        assertThat(gate.commands()).hasSize(2);
    }

    @Test
    void anOldRejectionDoesNotAnswerANewCommand() {
        gate.hears(opening());
        var first = is(rejected(gate.command(), RolloutState.Code.STALE_PLAN));
        gate.hears(first, is(plan(6, 1, 1)), first, is(plan(7, 1, 1)));
        assertThat(gate.commands()).hasSize(2);
    }

    @Test
    void anAnswerCountsForTheCommandWhoseIdItBears() {
        gate.hears(opening());
        gate.hears(is(RolloutState.newBuilder().setPlan(Samples.PLAN).setRejected(
                RolloutState.Rejected.newBuilder().setCommandId(gate.command().getId())).build()));
        assertThat(gate.status().getPhase()).isEqualTo(Phase.BLOCKED);
        assertThat(gate.commands()).hasSize(1);
    }

    /** Everything that opens the gate, for plan-state version 5 and run 1. */
    private static GateEvent[] opening() {
        return new GateEvent[]{is(plan(5, 1, 1)), is(done(1, 1, 0)), is(approval(1, APPROVED, 1))};
    }
}
