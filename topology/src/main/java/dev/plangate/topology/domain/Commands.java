package dev.plangate.topology.domain;

import dev.plangate.contract.Sha256;
import dev.plangate.internal.v1.GateState;
import dev.plangate.internal.v1.SentCommand;
import dev.plangate.topology.domain.Gate.Step;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutRequest;
import java.util.Optional;

/** When a command may be sent, and what it says. */
final class Commands {
    private Commands() {}

    /** Hex SHA-256 over plan, plan-state version and run: the same decision has the same id. */
    static String id(String plan, long planStateVersion, long run) {
        return Sha256.hex(plan + '\n' + planStateVersion + '\n' + run);
    }

    /** Whether a command could be sent at all: the plan is known, has no rollout, and nothing is under way or decided. */
    static boolean mayBeSent(GateState state) {
        return state.hasPlanState() && !state.hasCreated() && !isUnanswered(state) && !isSent(state);
    }

    /** The rollouts service answers every command, also one that it cannot carry out; until it has, the gate sends no other. */
    static boolean isUnanswered(GateState state) {
        var command = state.getCommand();
        return state.hasCommand() && !state.hasCreated() && !(state.hasRejected() && !isNewer(
                command.getPlanStateVersion(), command.getRun(), state.getRejected().getPlanStateVersion(),
                state.getRejected().getRun()));
    }

    private static boolean isSent(GateState state) {
        var plan = state.getPlanState();
        return state.hasCommand()
                && !isNewer(plan.getVersion(), plan.getRun(), state.getCommand().getPlanStateVersion(),
                        state.getCommand().getRun());
    }

    /** A pair of plan-state version and run is newer when either number grew; neither ever shrinks. */
    static boolean isNewer(long version, long run, long thanVersion, long thanRun) {
        return version > thanVersion || run > thanRun;
    }

    static CreateRollout automatic(GateState state) {
        PlanState plan = state.getPlanState();
        return CreateRollout.newBuilder().setId(id(state.getPlan(), plan.getVersion(), plan.getRun()))
                .setPlan(state.getPlan()).setPlanStateVersion(plan.getVersion()).setRun(plan.getRun())
                .setRevision(plan.getRevision()).setCheckDigest(plan.getCheckDigest()).build();
    }

    static CreateRollout byHand(GateState state, RolloutRequest request) {
        return automatic(state).toBuilder().setRequester(request.getRequester()).setRequestId(request.getRequestId())
                .setOverrideReason(request.getOverride().getReason()).build();
    }

    static Step send(GateState state, CreateRollout command) {
        var sent = SentCommand.newBuilder().setId(command.getId()).setPlanStateVersion(command.getPlanStateVersion())
                .setRun(command.getRun()).setRevision(command.getRevision()).setRequester(command.getRequester())
                .setOverrideReason(command.getOverrideReason());
        return new Step(state.toBuilder().setCommand(sent).build(), Optional.of(command));
    }
}
