package dev.plangate.standalone.e2e;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.contract.Sha256;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;
import dev.plangate.v1.Project;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.RolloutRequest;
import java.util.List;
import java.util.UUID;

/** What the tests publish. */
final class Given {
    /** The sheet that passes. */
    static final String FINE = "select 1";
    /** The sheet that {@link #engine()} finds an error in. */
    static final String WRONG = "drop table customers";

    private Given() {}

    static Project project(String id, boolean approval, boolean checks) {
        return Project.newBuilder().setName("projects/" + id).setVersion(1).setSettings(ProjectSettings.newBuilder()
                .setRequireIssueApproval(approval).setRequirePlanCheckNoError(checks)).build();
    }

    static String plan(String project, Object id) {
        return "projects/" + project + "/plans/" + id;
    }

    static Plan plan(String name, long revision, String sql) {
        return plan(name, revision, sql, "instances/demo/databases/shop");
    }

    static Plan plan(String name, long revision, String sql, String... targets) {
        return Plan.newBuilder().setName(name).setRevision(revision).setState(Plan.State.ACTIVE)
                .addSpecs(Plan.Spec.newBuilder().setId("change").setChangeDatabase(Plan.ChangeDatabase.newBuilder()
                        .addAllTargets(List.of(targets)).setSheetSha256(sha256(sql))))
                .build();
    }

    /** The issue is open; nobody has decided. */
    static Approval open(String plan) {
        return approval(plan, 1, Approval.Status.PENDING, 0);
    }

    static Approval approved(String plan, long revision) {
        return approval(plan, 2, Approval.Status.APPROVED, revision);
    }

    static Approval approval(String plan, long version, Approval.Status status, long revision) {
        return Approval.newBuilder().setPlan(plan).setVersion(version)
                .setIssue(plan.replaceFirst("/plans/", "/issues/")).setIssueState(Approval.IssueState.OPEN)
                .setStatus(status).setPlanRevision(revision).build();
    }

    static CheckRequest runAgain(String plan, long revision) {
        return CheckRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setPlan(plan).setRevision(revision)
                .setAction(CheckRequest.Action.RUN).build();
    }

    /** @param because reason of an override; empty = none */
    static RolloutRequest byHand(String plan, long revision, String because) {
        var request = RolloutRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setPlan(plan)
                .setRevision(revision).setRequester("users/ann");
        if (!because.isEmpty()) {
            request.setOverride(RolloutRequest.Override.newBuilder().setReason(because));
        }
        return request.build();
    }

    /** Answers at once: an error for {@link #WRONG}, success for everything else. */
    static CheckEngine engine() {
        return new CheckEngine() {
            @Override
            public List<CheckOutcome> check(CheckJob job) {
                var status = job.sql().equals(WRONG) ? CheckOutcome.Status.ERROR : CheckOutcome.Status.SUCCESS;
                return job.types().stream().sorted().map(type -> CheckOutcome.newBuilder().setStatus(status)
                        .setTitle("test").setTarget(job.target()).setType(type).setSheetSha256(job.sheetSha256())
                        .build())
                        .toList();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    static String sha256(String text) {
        return Sha256.hex(text);
    }
}
