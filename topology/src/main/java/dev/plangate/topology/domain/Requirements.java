package dev.plangate.topology.domain;

import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.approval.Facts;
import dev.plangate.topology.approval.Finding;
import dev.plangate.topology.approval.Step;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import java.util.Optional;

/**
 * Who has to approve a plan: once its issue is open and the run that counts has ended, in whatever order that happens. A run
 * that could not be done says nothing of the change, which asks for a stricter approval.
 */
final class Requirements {
    private Requirements() {}

    /** Empty while nobody can say, or the project asks for no approval. */
    static Optional<ApprovalRequirement> of(GateState state, ApprovalFinder finder) {
        if (!isAsked(state)) {
            return Optional.empty();
        }
        var plan = state.getPlanState();
        return Runs.counted(state).filter(run -> isItsOutcome(plan, run)).map(run -> message(plan,
                finder.find(plan.getSettings().getApprovalRulesList(), facts(plan, run))));
    }

    /** The same, but for the plan state that it was first found in. */
    static boolean isKnown(GateState state, ApprovalRequirement requirement) {
        return state.hasRequirement() && requirement.toBuilder()
                .setPlanStateVersion(state.getRequirement().getPlanStateVersion()).build()
                .equals(state.getRequirement());
    }

    /** Whether a rule says that nobody has to approve the plan as it is now and as its run that counts has found it. */
    static boolean frees(GateState state) {
        var plan = state.getPlanState();
        var requirement = state.getRequirement();
        return isAsked(state) && requirement.getNoApprovalNeeded() && requirement.getRevision() == plan.getRevision()
                && requirement.getRun() == plan.getRun()
                && Runs.counted(state).filter(run -> isItsOutcome(plan, run)).isPresent();
    }

    private static boolean isAsked(GateState state) {
        return !state.hasCreated() && state.hasPlanState() && asksForApproval(state.getPlanState())
                && !IssueConditions.open(state.getApproval()).fails();
    }

    private static boolean asksForApproval(PlanState plan) {
        return plan.getLiveness() == PlanState.Liveness.LIVE && plan.getRevision() > 0 && !plan.getProjectArchived()
                && plan.hasSettings() && plan.getSettings().getRequireIssueApproval();
    }

    /** Another run follows whatever was superseded, and what checked something else. */
    private static boolean isItsOutcome(PlanState plan, CheckRun run) {
        return Runs.isEnded(run) && run.getRevision() == plan.getRevision()
                && run.getCheckDigest().equals(plan.getCheckDigest()) && !run.getError().startsWith("SUPERSEDED");
    }

    private static Facts facts(PlanState plan, CheckRun run) {
        var project = Conditions.projectOf(plan);
        return run.getStatus() == CheckRun.Status.DONE && !run.getCheckDigest().isEmpty()
                ? Facts.of(project, run)
                : Facts.unknown(project);
    }

    private static ApprovalRequirement message(PlanState plan, Finding finding) {
        var flow = finding.ruling().flow();
        return ApprovalRequirement.newBuilder().setPlan(plan.getPlan()).setPlanStateVersion(plan.getVersion())
                .setRevision(plan.getRevision()).setRun(plan.getRun()).setRisk(finding.ruling().risk().message())
                .setRule(String.join(", ", finding.rules()))
                .addAllSteps(flow.steps().stream().map(Step::message).toList()).setOrdered(flow.ordered())
                .setReason(finding.reason()).setNoApprovalNeeded(finding.noApprovalNeeded()).build();
    }
}
