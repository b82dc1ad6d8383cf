package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Samples.approval;
import static dev.plangate.topology.domain.Samples.facts;
import static dev.plangate.topology.domain.Samples.is;
import static dev.plangate.topology.domain.Samples.plan;
import static dev.plangate.topology.domain.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.Approval;
import dev.plangate.v1.Approval.IssueState;
import dev.plangate.v1.Approval.Status;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.ApprovalRequirement.Risk;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.PlanState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the gate says who has to approve, and which approvals count after a re-run. */
class RequirementsTest {
    private final PlanGate gate = new PlanGate();

    @Test
    void whoHasToApproveIsSaidOnceTheRunHasEnded() {
        gate.hears(is(ruled(1, 1, 1)), is(pending(1)), is(run(1, 1, CheckRun.Status.RUNNING)));
        assertThat(gate.requirements()).isEmpty();

        gate.hears(is(done(1, 1, 5)));
        assertThat(gate.requirements()).containsExactly(ApprovalRequirement.newBuilder().setPlan(Samples.PLAN)
                .setPlanStateVersion(1).setRevision(1).setRun(1).setRisk(Risk.LOW).setRule("few")
                .setReason("rule few matched").setNoApprovalNeeded(true).build());
    }

    @Test
    void anIssueMayBeOpenedAfterTheChecks() {
        gate.hears(is(ruled(1, 1, 1)), is(done(1, 1, 500)), is(pending(1).setIssueState(IssueState.DRAFT)));
        assertThat(gate.requirements()).isEmpty();

        gate.hears(is(pending(2)));
        assertThat(gate.requirements()).extracting(ApprovalRequirement::getRule).containsExactly("rest");
    }

    @Test
    void itIsSaidAgainOnlyWhenItChanged() {
        gate.hears(is(ruled(1, 1, 1)), is(pending(1)), is(done(1, 1, 500)), is(done(1, 1, 500)), is(pending(2)),
                is(ruled(2, 1, 1)));
        assertThat(gate.requirements()).hasSize(1);

        var other = ruled(3, 1, 1);
        other.getSettingsBuilder().getApprovalRulesBuilder(1).setRisk(Risk.HIGH);
        gate.hears(is(other));
        assertThat(gate.requirements()).hasSize(2).last().extracting(ApprovalRequirement::getRisk).isEqualTo(Risk.HIGH);

        gate.hears(is(other.setVersion(4).setRun(2)), is(done(2, 1, 500)));
        assertThat(gate.requirements()).hasSize(3).last().extracting(ApprovalRequirement::getRun).isEqualTo(2L);
    }

    @Test
    void aRunThatFailedSaysNothingOfTheChange() {
        gate.hears(is(ruled(1, 1, 1)), is(pending(1)), is(run(1, 1, CheckRun.Status.FAILED).setError("TIMEOUT")));

        assertThat(gate.requirements()).singleElement().satisfies(requirement -> {
            assertThat(requirement.getRule()).isEqualTo("few, rest");
            assertThat(requirement.getRisk()).isEqualTo(Risk.MODERATE);
            assertThat(requirement.getNoApprovalNeeded()).isFalse();
            assertThat(requirement.getStepsList()).singleElement()
                    .satisfies(step -> assertThat(step.getRolesList()).containsExactly("roles/dba"));
        });
    }

    /** Trap 10: what the sample found says nothing of the targets that were left out. */
    @Test
    void ofASampleTheRestIsUnknown() {
        var sampled = done(1, 1, 5);
        sampled.getTotalsBuilder().setDerivedTargets(7);

        gate.hears(is(ruled(1, 1, 1)), is(pending(1)), is(sampled));

        assertThat(gate.requirements()).singleElement().extracting(ApprovalRequirement::getRule).isEqualTo("few, rest");
    }

    @Test
    void factsThatAreTooLargeToKeepAreUnknown() {
        var many = done(1, 1, 5);
        IntStream.range(0, 1_000).forEach(i -> many.getFactsBuilder().addChangedTables("public." + "x".repeat(60) + i));
        var plan = ruled(1, 1, 1);
        plan.getSettingsBuilder().getApprovalRulesBuilder(0).setCondition("size(changed_tables) < 2000");

        gate.hears(is(plan), is(pending(1)), is(many));

        assertThat(gate.requirements()).singleElement().extracting(ApprovalRequirement::getRule).isEqualTo("few, rest");
        assertThat(gate.state().getSerializedSize()).isLessThan(4_000);
    }

    @Test
    void withoutRulesItIsTheStrictestFlow() {
        gate.hears(is(plan(1, 1, 1)), is(pending(1)), is(done(1, 1, 5)));

        assertThat(gate.requirements()).singleElement().satisfies(requirement -> {
            assertThat(requirement.getRisk()).isEqualTo(Risk.HIGH);
            assertThat(requirement.getRule()).isEmpty();
            assertThat(requirement.getStepsCount()).isEqualTo(2);
            assertThat(requirement.getReason()).isEqualTo("there is no approval rule; therefore the strictest flow");
        });
    }

    /** Every combination of what decides whether there is something to say. */
    @Test
    void itIsSaidOfNothingButAnOpenIssueAndARunThatIsOver() {
        int said = 0;
        for (var combination : combinations()) {
            var alone = new PlanGate();
            alone.hears(is(combination.plan), is(combination.run), is(combination.approval));
            assertThat(!alone.requirements().isEmpty()).as("%s", combination).isEqualTo(combination.wanted());
            said += alone.requirements().size();
        }
        assertThat(said).isPositive();
    }

    private record Combination(PlanState.Builder plan, CheckRun.Builder run, Approval.Builder approval) {
        boolean wanted() {
            var status = run.getStatus();
            boolean over = status == CheckRun.Status.DONE || status == CheckRun.Status.FAILED
                    || (status == CheckRun.Status.CANCELED && !run.getError().startsWith("SUPERSEDED"));
            return plan.getLiveness() == PlanState.Liveness.LIVE && !plan.getProjectArchived() && plan.hasSettings()
                    && plan.getSettings().getRequireIssueApproval() && over && run.getRun() == 2
                    && run.getRevision() == 2 && approval.getIssueState() == IssueState.OPEN;
        }
    }

    private static List<Combination> combinations() {
        var all = new ArrayList<Combination>();
        for (int liveness = 0; liveness < 4; liveness++) {
            for (int project = 0; project < 4; project++) {
                var plan = plan(1, 2, 2).setLivenessValue(liveness).setProjectArchived(project == 1)
                        .setSettings(Samples.settings(project != 2, true));
                if (project == 3) {
                    plan.clearSettings();
                }
                for (int status = 1; status < 6; status++) {
                    for (int which = 0; which < 4; which++) {
                        var run = run(which == 1 ? 1 : 2, which == 2 ? 1 : 2, CheckRun.Status.forNumber(status))
                                .setError(which == 3 ? "SUPERSEDED by revision 3" : "");
                        if (which == 3 && status != CheckRun.Status.CANCELED_VALUE) {
                            continue;
                        }
                        for (int issue = 0; issue < 5; issue++) {
                            for (var decided : List.of(Status.PENDING, Status.APPROVED, Status.REVOKED)) {
                                all.add(new Combination(plan, run,
                                        approval(1, decided, 2).setIssueStateValue(issue)));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void anApprovalOfTheSameResultsStillCounts() {
        gate.hears(is(plan(1, 1, 1)), is(done(1, 1, 5)), is(plan(2, 1, 2)),
                is(approval(1, Status.APPROVED, 1).setRun(1)));
        assertThat(gate.reason(GateStatus.Type.APPROVED)).isEqualTo(
                "run 1 was approved, and run 2 may find something else");
        assertThat(gate.commands()).isEmpty();

        gate.hears(is(done(2, 1, 5)));
        assertThat(gate.commands()).hasSize(1);
    }

    /** Trap 7: a re-run whose results differ makes the approval that was given before it stale. */
    @Test
    void anApprovalOfOtherResultsIsStale() {
        gate.hears(is(plan(2, 1, 2)), is(approval(1, Status.APPROVED, 1).setRun(1)), is(done(2, 1, 6)),
                is(done(1, 1, 5)));
        assertThat(gate.reason(GateStatus.Type.APPROVED)).isEqualTo(
                "run 1 was approved, and run 2 did not find the same");
        assertThat(gate.commands()).isEmpty();

        gate.hears(is(approval(2, Status.APPROVED, 1).setRun(2)));
        assertThat(gate.commands()).hasSize(1);
    }

    @Test
    void resultsThatNobodyKnowsAreNotTheSame() {
        gate.hears(is(plan(2, 1, 2)), is(approval(1, Status.APPROVED, 1).setRun(1)), is(done(2, 1, 5)));
        assertThat(gate.commands()).isEmpty();
    }

    @Test
    void whereNothingWasCheckedNothingDiffers() {
        var nothing = CheckRun.Totals.getDefaultInstance();
        gate.hears(is(plan(2, 1, 2)), is(approval(1, Status.APPROVED, 1).setRun(1)),
                is(run(1, 1, CheckRun.Status.DONE).setTotals(nothing)),
                is(run(2, 1, CheckRun.Status.DONE).setTotals(nothing)));
        assertThat(gate.commands()).hasSize(1);
    }

    private static PlanState.Builder ruled(long version, long revision, long run) {
        var plan = plan(version, revision, run);
        plan.getSettingsBuilder().addAllApprovalRules(Samples.RULES);
        return plan;
    }

    private static Approval.Builder pending(long version) {
        return approval(version, Status.PENDING, 1);
    }

    private static CheckRun.Builder done(long run, long revision, long rows) {
        return Samples.done(run, revision, 0).setFacts(facts(rows));
    }
}
