package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Judgement.fails;
import static dev.plangate.topology.domain.Judgement.holds;
import static dev.plangate.topology.domain.Judgement.notConsulted;
import static dev.plangate.topology.domain.Judgement.pending;

import dev.plangate.internal.v1.GateState;
import dev.plangate.internal.v1.KnownApproval;
import dev.plangate.v1.Approval;
import dev.plangate.v1.GateStatus;

/** ISSUE_OPEN, which every plan needs, and APPROVED, where the project asks for it. */
final class IssueConditions {
    private static final String REFUSED = "the newest approval record could not be accepted: see plangate.dead-letters";
    private static final String REPUBLISH = "publish the approval again with a higher version";

    private IssueConditions() {}

    static Judgement open(KnownApproval known) {
        if (known.getRefused()) {
            return fails(GateStatus.Type.ISSUE_OPEN, REFUSED, REPUBLISH);
        }
        var issue = known.getApproval().getIssue();
        if (isMissing(known)) {
            return fails(GateStatus.Type.ISSUE_OPEN, "the plan has no issue", "open an issue for the plan");
        }
        return switch (known.getApproval().getIssueState()) {
            case OPEN -> holds(GateStatus.Type.ISSUE_OPEN, issue + " is open");
            case DRAFT -> fails(GateStatus.Type.ISSUE_OPEN, issue + " is a draft", "open the issue");
            case CANCELED ->
                fails(GateStatus.Type.ISSUE_OPEN, issue + " is canceled", "open the issue again, or another one");
            case DONE -> fails(GateStatus.Type.ISSUE_OPEN, issue + " is done", "open the issue again, or another one");
            case ISSUE_STATE_UNSPECIFIED, UNRECOGNIZED ->
                fails(GateStatus.Type.ISSUE_OPEN, "nobody said that " + issue + " is open",
                        "publish the issue's state");
        };
    }

    /** Nobody has opened one, or it was removed. */
    static boolean isMissing(KnownApproval known) {
        return !known.getRefused() && known.getApproval().getIssue().isEmpty();
    }

    static Judgement approved(GateState state) {
        var plan = state.getPlanState();
        // Without settings nobody knows what is required: then everything is.
        if (plan.hasSettings() && !plan.getSettings().getRequireIssueApproval()) {
            return notConsulted(GateStatus.Type.APPROVED, "the project does not ask for approval");
        }
        if (state.getApproval().getRefused()) {
            return fails(GateStatus.Type.APPROVED, REFUSED, REPUBLISH);
        }
        if (!state.getApproval().hasApproval()) {
            return fails(GateStatus.Type.APPROVED, "there is no approval",
                    "ask for approval of revision " + plan.getRevision());
        }
        return decided(state, state.getApproval().getApproval(), plan.getRevision());
    }

    private static Judgement decided(GateState state, Approval approval, long revision) {
        var ask = "ask for approval of revision " + revision;
        return switch (approval.getStatus()) {
            case APPROVED -> approval.getPlanRevision() == revision
                    ? seen(state, approval.getRun(), revision)
                    : fails(GateStatus.Type.APPROVED,
                            "approval is for revision " + approval.getPlanRevision() + ", the plan is at " + revision,
                            ask);
            case PENDING -> fails(GateStatus.Type.APPROVED, "approval is pending", "approve revision " + revision);
            case REJECTED -> fails(GateStatus.Type.APPROVED, "approval was refused", "change the plan, or " + ask);
            case SENT_BACK ->
                fails(GateStatus.Type.APPROVED, "the plan was sent back to its author", "change the plan, or " + ask);
            case REVOKED -> fails(GateStatus.Type.APPROVED, "approval was revoked", ask);
            case STATUS_UNSPECIFIED, UNRECOGNIZED ->
                fails(GateStatus.Type.APPROVED, "nobody said that the plan is approved", ask);
        };
    }

    /** An approval that names the run whose results were seen says nothing of a later run that finds something else. */
    private static Judgement seen(GateState state, long seen, long revision) {
        long run = state.getPlanState().getRun();
        if (seen == 0 || seen >= run || Runs.foundTheSame(state, seen)) {
            return SelfApproval.objection(state)
                    .orElseGet(() -> holds(GateStatus.Type.APPROVED, "revision " + revision + " is approved"));
        }
        if (Runs.counted(state).filter(Runs::isEnded).isEmpty()) {
            return pending(GateStatus.Type.APPROVED,
                    "run " + seen + " was approved, and run " + run + " may find something else");
        }
        return fails(GateStatus.Type.APPROVED,
                "run " + seen + " was approved, and run " + run + " did not find the same",
                "ask for approval of revision " + revision + " with the results of run " + run);
    }
}
