package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Phase;
import dev.plangate.v1.PlanState;
import java.util.List;
import java.util.Optional;

/** The status that others see: a function of the state alone. */
final class Status {
    private Status() {}

    /** Empty while nothing but an approval or a run is known: upstream may never publish such a plan. */
    static Optional<GateStatus> of(GateState state) {
        if (!state.hasPlanState() && !state.hasCreated() && !state.hasLastRequest()) {
            return Optional.empty();
        }
        var judgements = Conditions.of(state);
        var phase = phase(state, judgements);
        var status = GateStatus.newBuilder().setPlan(state.getPlan()).setPhase(phase)
                .setSummary(Summary.of(phase, state, judgements));
        judgements.stream().map(Judgement::condition).forEach(status::addConditions);
        if (state.hasLastRequest()) {
            status.setLastRequest(state.getLastRequest());
        }
        return Optional.of((state.hasCreated() ? rolledOut(status, state) : judged(status, state)).build());
    }

    private static GateStatus.Builder rolledOut(GateStatus.Builder status, GateState state) {
        var created = state.getCreated();
        return status.setPlanStateVersion(created.getPlanStateVersion()).setRevision(created.getRevision())
                .setRun(created.getRun()).setCommandId(created.getCommandId()).setRollout(created.getRollout());
    }

    private static GateStatus.Builder judged(GateStatus.Builder status, GateState state) {
        var plan = state.getPlanState();
        return status.setPlanStateVersion(plan.getVersion()).setRevision(plan.getRevision())
                .setRun(Runs.counted(state).isPresent() ? plan.getRun() : 0).setCommandId(state.getCommand().getId());
    }

    private static Phase phase(GateState state, List<Judgement> judgements) {
        if (state.hasCreated()) {
            return Phase.ROLLED_OUT;
        }
        if (Commands.isUnanswered(state)) {
            return Phase.COMMANDED;
        }
        var plan = state.getPlanState();
        if (state.hasPlanState() && (plan.getLiveness() != PlanState.Liveness.LIVE || plan.getProjectArchived())) {
            return Phase.CLOSED;
        }
        return judgements.stream().anyMatch(Judgement::pending) ? Phase.WAITING : Phase.BLOCKED;
    }
}
