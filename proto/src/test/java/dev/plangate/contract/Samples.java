package dev.plangate.contract;

import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckType;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.DatabaseGroup;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.ReviewPolicy;
import dev.plangate.v1.RolloutRequest;
import dev.plangate.v1.RolloutState;
import dev.plangate.v1.Sheet;

/** One message of each kind that keeps every rule, with everything set that has a rule. */
final class Samples {

    static final String PLAN = "projects/shop/plans/1024";
    static final String DATABASE = "instances/production-eu/databases/orders";
    static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    static final String UUID = "0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

    private Samples() {}

    static Plan.ChangeDatabase change() {
        return Plan.ChangeDatabase.newBuilder().addTargets(DATABASE).setSheetSha256(SHA256)
                .putGhostFlags("max-lag-millis", "1500").build();
    }

    static Plan plan() {
        return Plan.newBuilder().setName(PLAN).setRevision(1).setTitle("Add an index").setCreator("users/a@example.com")
                .setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(change()))
                .addSpecs(Plan.Spec.newBuilder().setId("create")
                        .setCreateDatabase(
                                Plan.CreateDatabase.newBuilder().setTarget("instances/eu-1").setDatabase("new")))
                .addSpecs(Plan.Spec.newBuilder().setId("export")
                        .setExportData(Plan.ExportData.newBuilder().addTargets(DATABASE).setSheetSha256(SHA256)))
                .build();
    }

    static Project project() {
        return Project.newBuilder().setName("projects/shop").setVersion(1)
                .setSettings(ProjectSettings.newBuilder().setCiSamplingSize(20)
                        .setReviewPolicy(ReviewPolicy.newBuilder().setLargeTableRows(100_000)
                                .addRules(ReviewPolicy.RuleSetting.newBuilder().setRule("no-drop-table")
                                        .setLevel(ReviewPolicy.Level.ERROR))))
                .build();
    }

    static DatabaseGroup group() {
        return DatabaseGroup.newBuilder().setName("projects/shop/databaseGroups/all").setVersion(1)
                .addDatabases(DATABASE).build();
    }

    static Sheet sheet() {
        return Sheet.newBuilder().setText("select 1").build();
    }

    static CheckRequest checkRequest() {
        return CheckRequest.newBuilder().setRequestId(UUID).setPlan(PLAN).setRevision(1)
                .setAction(CheckRequest.Action.RUN).setRequester("users/a@example.com").build();
    }

    static Approval approval() {
        return Approval.newBuilder().setPlan(PLAN).setVersion(1).setIssue("projects/shop/issues/7")
                .setIssueState(Approval.IssueState.OPEN).setStatus(Approval.Status.APPROVED).setPlanRevision(1)
                .setRun(1).addApprovers("users/b@example.com").build();
    }

    static PlanState planState() {
        return PlanState.newBuilder().setPlan(PLAN).setVersion(1).setRevision(1).setLiveness(PlanState.Liveness.LIVE)
                .setSettings(project().getSettings()).setRun(1).build();
    }

    static CheckResult checkResult() {
        return CheckResult.newBuilder().setPlan(PLAN).setRun(1).setFence(1).setRevision(1).setTarget(DATABASE)
                .addOutcomes(CheckOutcome.newBuilder().setStatus(CheckOutcome.Status.WARNING)
                        .setType(CheckType.STATEMENT_ADVISE))
                .build();
    }

    static CheckRun checkRun() {
        return CheckRun.newBuilder().setPlan(PLAN).setRun(1).setFence(1).setRevision(1).setStatus(CheckRun.Status.DONE)
                .build();
    }

    static RolloutRequest rolloutRequest() {
        return RolloutRequest.newBuilder().setRequestId(UUID).setPlan(PLAN).setRevision(1)
                .setRequester("users/a@example.com")
                .setOverride(RolloutRequest.Override.newBuilder().setReason("production is down")).build();
    }

    static CreateRollout createRollout() {
        return CreateRollout.newBuilder().setId(SHA256).setPlan(PLAN).setPlanStateVersion(1).setRevision(1).build();
    }

    static RolloutState rolloutState() {
        return RolloutState.newBuilder().setPlan(PLAN)
                .setCreated(RolloutState.Created.newBuilder().setRollout(PLAN + "/rollouts/1")).build();
    }
}
