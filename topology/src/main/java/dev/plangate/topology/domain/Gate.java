package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.domain.Decision.PublishRequirement;
import dev.plangate.topology.domain.Decision.PublishStatus;
import dev.plangate.topology.domain.Decision.SendCommand;
import dev.plangate.topology.domain.GateEvent.RolloutRequested;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CreateRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gate of one plan. */
public final class Gate {
    private Gate() {}

    /**
     * Folds an event into what is known of the plan and judges the plan anew.
     *
     * @param before {@link GateState#getDefaultInstance()} for a plan never heard of
     * @param finder says who has to approve
     */
    public static Outcome on(GateState before, GateEvent event, ApprovalFinder finder) {
        var known = Knowledge.with(named(before, event), event);
        // Before the plan is judged: whether nobody has to approve it is part of that.
        var requirement = known.equals(before)
                ? Optional.<ApprovalRequirement>empty()
                : Requirements.of(known, finder).filter(found -> !Requirements.isKnown(known, found));
        var required = requirement.map(found -> known.toBuilder().setRequirement(found).build()).orElse(known);
        Step step = event instanceof RolloutRequested(var request)
                ? Requests.answer(required, request)
                : judged(required);
        var state = step.state();
        var decisions = new ArrayList<Decision>();
        step.command().map(SendCommand::new).ifPresent(decisions::add);
        requirement.map(PublishRequirement::new).ifPresent(decisions::add);
        // The status is a function of the state: it is new exactly when it differs from that of the state before.
        if (!state.equals(before)) {
            Status.of(state).filter(status -> !status.equals(Status.of(before).orElse(null))).map(PublishStatus::new)
                    .ifPresent(decisions::add);
        }
        return new Outcome(state, List.copyOf(decisions));
    }

    private static Step judged(GateState state) {
        if (Commands.mayBeSent(state) && Conditions.of(state).stream().noneMatch(Judgement::fails)) {
            return Commands.send(state, Commands.automatic(state));
        }
        return new Step(state, Optional.empty());
    }

    private static GateState named(GateState state, GateEvent event) {
        if (state.getPlan().isEmpty()) {
            return state.toBuilder().setPlan(event.plan()).build();
        }
        if (!state.getPlan().equals(event.plan())) {
            throw new IllegalArgumentException("state of " + state.getPlan() + ", event of " + event.plan());
        }
        return state;
    }

    /** A state and the command that led to it, if there is one. */
    record Step(GateState state, Optional<CreateRollout> command) {}
}
