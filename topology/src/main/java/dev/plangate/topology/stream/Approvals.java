package dev.plangate.topology.stream;

import dev.plangate.topology.domain.GateEvent;
import dev.plangate.topology.domain.GateEvent.ApprovalChanged;
import dev.plangate.topology.domain.GateEvent.ApprovalRefused;
import dev.plangate.topology.domain.GateEvent.ApprovalRemoved;
import dev.plangate.topology.domain.Position;
import dev.plangate.topology.stream.Reading.Accepted;
import dev.plangate.topology.stream.Reading.Refused;
import dev.plangate.v1.Approval;
import java.util.Optional;

/** Approvals may be removed; and one that cannot be read might have been a revocation, so that the last one ends with it. */
final class Approvals implements Input.Translation<Approval> {
    @Override
    public GateEvent event(Approval approval, Position at) {
        return new ApprovalChanged(approval, at);
    }

    @Override
    public Reading removed(String plan, Position at) {
        return new Accepted(new ApprovalRemoved(plan, at));
    }

    @Override
    public Refused refused(String reason, String plan, Approval approval, Position at) {
        long version = approval == null ? 0 : Math.max(0, approval.getVersion());
        return new Refused(reason, Optional.of(new ApprovalRefused(plan, version, at)));
    }
}
