package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.domain.Decision.PublishRequirement;
import dev.plangate.topology.domain.Decision.PublishStatus;
import dev.plangate.topology.domain.Decision.SendCommand;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.GateStatus;
import java.util.ArrayList;
import java.util.List;

/** A gate that remembers what it said. */
final class PlanGate {
    private GateState state = GateState.getDefaultInstance();
    private final ApprovalFinder finder;
    private final List<ApprovalRequirement> requirements = new ArrayList<>();
    private final List<CreateRollout> commands = new ArrayList<>();
    private final List<GateStatus> statuses = new ArrayList<>();

    PlanGate() {
        this(Samples.finder());
    }

    /** @param finder compiles rules once for many gates */
    PlanGate(ApprovalFinder finder) {
        this.finder = finder;
    }

    PlanGate hears(GateEvent... events) {
        for (GateEvent event : events) {
            var outcome = Gate.on(state, event, finder);
            state = outcome.state();
            for (Decision decision : outcome.decisions()) {
                switch (decision) {
                    case SendCommand(var command) -> commands.add(command);
                    case PublishRequirement(var requirement) -> requirements.add(requirement);
                    case PublishStatus(var status) -> statuses.add(status);
                }
            }
        }
        return this;
    }

    GateState state() {
        return state;
    }

    List<ApprovalRequirement> requirements() {
        return requirements;
    }

    List<CreateRollout> commands() {
        return commands;
    }

    CreateRollout command() {
        return commands.getLast();
    }

    List<GateStatus> statuses() {
        return statuses;
    }

    GateStatus status() {
        return statuses.getLast();
    }

    GateStatus.Condition condition(GateStatus.Type type) {
        return status().getConditionsList().stream().filter(condition -> condition.getType() == type).findFirst()
                .orElseThrow();
    }

    String reason(GateStatus.Type type) {
        return condition(type).getReason();
    }
}
