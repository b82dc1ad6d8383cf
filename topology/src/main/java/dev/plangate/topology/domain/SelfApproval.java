package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Judgement.fails;

import dev.plangate.internal.v1.GateState;
import dev.plangate.v1.GateStatus;
import java.util.Optional;

/** Where nobody may approve what they wrote themselves: who wrote it and who approved it must be known, and be different people. */
final class SelfApproval {
    private static final GateStatus.Type TYPE = GateStatus.Type.APPROVED;

    private SelfApproval() {}

    /** Why an approval does not count although it is of the right revision and run; empty when it counts. */
    static Optional<Judgement> objection(GateState state) {
        var plan = state.getPlanState();
        // Where a rule asks nobody, it does not matter who said yes all the same.
        if (!plan.getSettings().getForbidSelfApproval() || Requirements.frees(state)) {
            return Optional.empty();
        }
        var approvers = state.getApproval().getApproversList();
        long revision = plan.getRevision();
        var forbidden = ", and " + Conditions.projectOf(plan) + " forbids self-approval";
        if (plan.getCreator().isBlank()) {
            return Optional.of(fails(TYPE, "nobody knows who wrote revision " + revision + forbidden,
                    "publish revision " + (revision + 1) + " with its creator"));
        }
        if (approvers.isEmpty()) {
            return Optional.of(fails(TYPE, "the approval does not say who gave it" + forbidden,
                    "publish the approval again with its approvers"));
        }
        return approvers.contains(Approvers.number(plan.getCreator()))
                ? Optional.of(fails(TYPE, plan.getCreator() + " wrote revision " + revision
                        + " and is among those who approved it" + forbidden,
                        "let others than " + plan.getCreator() + " approve revision " + revision))
                : Optional.empty();
    }
}
