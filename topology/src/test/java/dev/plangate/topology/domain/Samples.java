package dev.plangate.topology.domain;

import dev.plangate.topology.approval.ApprovalFinder;
import dev.plangate.topology.approval.RuleBook;
import dev.plangate.topology.domain.GateEvent.ApprovalChanged;
import dev.plangate.topology.domain.GateEvent.ApprovalRemoved;
import dev.plangate.topology.domain.GateEvent.CheckRunChanged;
import dev.plangate.topology.domain.GateEvent.PlanStateChanged;
import dev.plangate.topology.domain.GateEvent.RolloutChanged;
import dev.plangate.topology.domain.GateEvent.RolloutRequested;
import dev.plangate.v1.Approval;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.ApprovalRequirement.Risk;
import dev.plangate.v1.ApprovalRule;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRun.Facts.Kind;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;
import java.util.List;

/** Messages about one plan, complete and harmless; tests change what matters to them. */
public final class Samples {
    public static final String PLAN = "projects/shop/plans/add-index";
    public static final String ISSUE = "projects/shop/issues/7";
    public static final String ROLLOUT = PLAN + "/rollouts/1";

    /** Few rows need nobody, the others somebody. */
    public static final List<ApprovalRule> RULES = List.of(
            ApprovalRule.newBuilder().setName("few").setCondition("affected_rows < 100").setRisk(Risk.LOW)
                    .setNoApproval(ApprovalRule.NoApproval.getDefaultInstance()).build(),
            ApprovalRule.newBuilder().setName("rest").setCondition("true").setRisk(Risk.MODERATE).setFlow(
                    ApprovalRule.Flow.newBuilder().addSteps(
                            ApprovalRequirement.Step.newBuilder().addRoles("roles/dba").setRequired(1)))
                    .build());

    private Samples() {}

    /** Without rules of the workspace. */
    public static ApprovalFinder finder() {
        return new ApprovalFinder(RuleBook.EMPTY);
    }

    /** Of a run that looked at everything; another number of rows is another result. */
    public static CheckRun.Facts.Builder facts(long rows) {
        return CheckRun.Facts.newBuilder().addStatementTypes("UPDATE").setAffectedRows(rows).addEnvironments("prod")
                .addEngines("POSTGRES").addChangedTables("public.orders").addComplete(Kind.STATEMENT_TYPES)
                .addComplete(Kind.ENVIRONMENTS).addComplete(Kind.ENGINES).addComplete(Kind.CHANGED_TABLES)
                .setResultsDigest("%064x".formatted(rows));
    }

    public static PlanState.Builder plan(long version, long revision, long run) {
        return PlanState.newBuilder().setPlan(PLAN).setVersion(version).setRevision(revision).setRun(run)
                .setCheckDigest("digest-" + revision).setLiveness(PlanState.Liveness.LIVE)
                .setSettings(settings(true, true));
    }

    public static ProjectSettings settings(boolean approval, boolean checks) {
        return ProjectSettings.newBuilder().setRequireIssueApproval(approval).setRequirePlanCheckNoError(checks)
                .build();
    }

    public static CheckRun.Builder run(long run, long revision, CheckRun.Status status) {
        return CheckRun.newBuilder().setPlan(PLAN).setRun(run).setFence(run).setRevision(revision)
                .setCheckDigest("digest-" + revision).setStatus(status);
    }

    public static CheckRun.Builder done(long run, long revision, int errors) {
        return run(run, revision, CheckRun.Status.DONE)
                .setTotals(CheckRun.Totals.newBuilder().setTargets(2).setDerivedTargets(2).setErrors(errors));
    }

    public static Approval.Builder approval(long version, Approval.Status status, long revision) {
        return Approval.newBuilder().setPlan(PLAN).setVersion(version).setIssue(ISSUE)
                .setIssueState(Approval.IssueState.OPEN).setStatus(status).setPlanRevision(revision);
    }

    public static RolloutRequest.Builder request(int number, long revision) {
        return RolloutRequest.newBuilder().setRequestId("00000000-0000-4000-8000-%012d".formatted(number)).setPlan(PLAN)
                .setRevision(revision).setRequester("users/ann@example.com");
    }

    public static RolloutRequest.Override because(String reason) {
        return RolloutRequest.Override.newBuilder().setReason(reason).build();
    }

    public static RolloutState created(CreateRollout command) {
        return RolloutState.newBuilder().setPlan(command.getPlan()).setCreated(RolloutState.Created.newBuilder()
                .setRollout(ROLLOUT).setCommandId(command.getId()).setRevision(command.getRevision())
                .setRun(command.getRun()).setPlanStateVersion(command.getPlanStateVersion())
                .setRequester(command.getRequester()).setOverrideReason(command.getOverrideReason())).build();
    }

    public static RolloutState rejected(CreateRollout command, RolloutState.Code code) {
        return RolloutState.newBuilder().setPlan(command.getPlan()).setRejected(RolloutState.Rejected.newBuilder()
                .setCommandId(command.getId()).setPlanStateVersion(command.getPlanStateVersion())
                .setRun(command.getRun()).setCode(code).setReason("something newer is there")).build();
    }

    public static GateEvent is(PlanState.Builder plan) {
        return new PlanStateChanged(plan.build());
    }

    public static GateEvent is(CheckRun.Builder run) {
        return new CheckRunChanged(run.build());
    }

    /** Approvals stand at the offset of their version, times ten. */
    public static GateEvent is(Approval.Builder approval) {
        return new ApprovalChanged(approval.build(), new Position(approval.getVersion() * 10, 0));
    }

    public static GateEvent removed(long offset) {
        return new ApprovalRemoved(PLAN, new Position(offset, 0));
    }

    public static GateEvent is(RolloutState rollout) {
        return new RolloutChanged(rollout);
    }

    public static GateEvent is(RolloutRequest.Builder request) {
        return new RolloutRequested(request.build());
    }
}
