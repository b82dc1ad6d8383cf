package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import dev.plangate.internal.v1.KnownApproval;
import dev.plangate.topology.domain.GateEvent.ApprovalChanged;
import dev.plangate.topology.domain.GateEvent.ApprovalRefused;
import dev.plangate.topology.domain.GateEvent.ApprovalRemoved;
import dev.plangate.topology.domain.GateEvent.CheckRunChanged;
import dev.plangate.topology.domain.GateEvent.PlanStateChanged;
import dev.plangate.topology.domain.GateEvent.RolloutChanged;
import dev.plangate.topology.domain.GateEvent.RolloutRequested;
import dev.plangate.v1.Approval;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutState;

/** Folds what is reported into the state. Each rule keeps the greatest of what was seen, so that order and repetition do not matter. */
final class Knowledge {
    private Knowledge() {}

    static GateState with(GateState state, GateEvent event) {
        if (state.hasCreated()) {
            return state;
        }
        return switch (event) {
            case PlanStateChanged(var plan) -> withPlanState(state, plan);
            case ApprovalChanged(var approval, var at) -> withApproval(state, approval, at);
            case ApprovalRemoved(var _, var at) -> withoutApproval(state, 0, false, at);
            case ApprovalRefused(var _, var version, var at) -> withoutApproval(state, version, true, at);
            case CheckRunChanged(var run) -> Runs.with(state, run);
            case RolloutChanged(var rollout) -> withRollout(state, rollout);
            case RolloutRequested _ -> state;
        };
    }

    private static GateState withPlanState(GateState state, PlanState plan) {
        if (state.hasPlanState() && plan.getVersion() <= state.getPlanState().getVersion()) {
            return state;
        }
        return Runs.from(state.toBuilder().setPlanState(Trimmed.of(plan)).build(), plan.getRun());
    }

    private static GateState withApproval(GateState state, Approval approval, Position at) {
        var known = state.getApproval();
        if (approval.getVersion() <= known.getVersion()) {
            return state;
        }
        if (isOvertaken(state, at)) {
            return withVersion(state, approval.getVersion());
        }
        return state.toBuilder().setApproval(KnownApproval.newBuilder().setVersion(approval.getVersion())
                .setApproval(Trimmed.of(approval)).addAllApprovers(Approvers.of(approval)).setOffset(at.offset())
                .setTimestamp(at.timestamp())).build();
    }

    /** A removal has no version: one from before what is known is a repetition. */
    private static GateState withoutApproval(GateState state, long version, boolean refused, Position at) {
        var known = state.getApproval();
        if (version == 0 ? isBeforeWhatIsKnown(state, at) : version <= known.getVersion()) {
            return state;
        }
        if (isOvertaken(state, at)) {
            return withVersion(state, version);
        }
        return state.toBuilder().setApproval(KnownApproval.newBuilder()
                .setVersion(Math.max(version, known.getVersion())).setRefused(refused)
                .setOffset(at.offset()).setTimestamp(at.timestamp())).build();
    }

    /** Read after a removal that was written after it: only its version counts, so that it does not come back. */
    private static boolean isOvertaken(GateState state, Position at) {
        return isBeforeWhatIsKnown(state, at) && !state.getApproval().hasApproval();
    }

    private static boolean isBeforeWhatIsKnown(GateState state, Position at) {
        var known = state.getApproval();
        return state.hasApproval() && at.isBefore(new Position(known.getOffset(), known.getTimestamp()));
    }

    private static GateState withVersion(GateState state, long version) {
        return state.toBuilder().setApproval(state.getApproval().toBuilder().setVersion(version)).build();
    }

    private static GateState withRollout(GateState state, RolloutState rollout) {
        return switch (rollout.getOutcomeCase()) {
            case CREATED -> rolledOut(state, rollout.getCreated());
            case REJECTED -> withRejection(state, rollout.getRejected());
            case OUTCOME_NOT_SET -> state;
        };
    }

    /** The end: what is left answers repetitions and requests. */
    private static GateState rolledOut(GateState state, RolloutState.Created created) {
        var end = GateState.newBuilder().setPlan(state.getPlan()).setCreated(created)
                .addAllRequestIds(state.getRequestIdsList());
        if (state.hasLastRequest()) {
            end.setLastRequest(state.getLastRequest());
        }
        return end.build();
    }

    private static GateState withRejection(GateState state, RolloutState.Rejected reported) {
        var rejected = Trimmed.of(answering(state, reported));
        var known = state.getRejected();
        boolean older = state.hasRejected() && !Commands.isNewer(rejected.getPlanStateVersion(), rejected.getRun(),
                known.getPlanStateVersion(), known.getRun());
        return older ? state : state.toBuilder().setRejected(rejected).build();
    }

    /** An answer is about the command whose id it bears, whatever else it says: an unanswered command stops the plan. */
    private static RolloutState.Rejected answering(GateState state, RolloutState.Rejected rejected) {
        var command = state.getCommand();
        return state.hasCommand() && command.getId().equals(rejected.getCommandId())
                ? rejected.toBuilder().setPlanStateVersion(command.getPlanStateVersion()).setRun(command.getRun())
                        .build()
                : rejected;
    }
}
