package dev.plangate.topology.domain;

import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;

/** What the gate hears about one plan. Events of one topic come in order; any of them may come again, or late. */
public sealed interface GateEvent {
    /** {@code projects/{project}/plans/{plan}} */
    String plan();

    /** Intake accepted something new of the plan. */
    record PlanStateChanged(PlanState state) implements GateEvent {
        @Override
        public String plan() {
            return state.getPlan();
        }
    }

    /** The issue or its approval changed. */
    record ApprovalChanged(Approval approval, Position at) implements GateEvent {
        @Override
        public String plan() {
            return approval.getPlan();
        }
    }

    /** Issue and approval were removed upstream (a tombstone). */
    record ApprovalRemoved(String plan, Position at) implements GateEvent {}

    /**
     * An approval came that cannot be accepted, so that nobody knows what it said: it might have been a revocation.
     *
     * @param version of the approval; 0 when even that is not known
     */
    record ApprovalRefused(String plan, long version, Position at) implements GateEvent {}

    /** A check run was made, or ended. */
    record CheckRunChanged(CheckRun run) implements GateEvent {
        @Override
        public String plan() {
            return run.getPlan();
        }
    }

    /** The rollouts service answered a command. */
    record RolloutChanged(RolloutState rollout) implements GateEvent {
        @Override
        public String plan() {
            return rollout.getPlan();
        }
    }

    /** Somebody asks for the rollout by hand. */
    record RolloutRequested(RolloutRequest request) implements GateEvent {
        @Override
        public String plan() {
            return request.getPlan();
        }
    }
}
