package dev.plangate.topology.domain;

import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.GateStatus;

/** What the gate makes known after an event. */
public sealed interface Decision {
    /** The rollout is to be created. At most one for each plan-state version and run. */
    record SendCommand(CreateRollout command) implements Decision {}

    /** Who has to approve is known now, or is somebody else. */
    record PublishRequirement(ApprovalRequirement requirement) implements Decision {}

    /** Something of the status is new. */
    record PublishStatus(GateStatus status) implements Decision {}
}
