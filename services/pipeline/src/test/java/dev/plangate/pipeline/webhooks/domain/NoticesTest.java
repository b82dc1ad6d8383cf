package dev.plangate.pipeline.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.RolloutState;
import dev.plangate.v1.Webhook.Event;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told, and what makes two events one. */
class NoticesTest {
    private static final String PLAN = "projects/shop/plans/p";
    private static final Instant READ = Instant.parse("2026-11-20T10:00:00Z");
    private static final CheckRun DONE = CheckRun.newBuilder().setPlan(PLAN).setRun(3).setRevision(2)
            .setStatus(CheckRun.Status.DONE)
            .setTotals(CheckRun.Totals.newBuilder().setTargets(2).setErrors(1)).build();
    private static final GateStatus BLOCKED = GateStatus.newBuilder().setPlan(PLAN).setPlanStateVersion(5)
            .setRevision(2).setRun(3).setPhase(GateStatus.Phase.BLOCKED).setSummary("Blocked: not approved").build();
    private static final ApprovalRequirement ASKED = ApprovalRequirement.newBuilder().setPlan(PLAN)
            .setPlanStateVersion(5).setRevision(2).setRun(3).setRisk(ApprovalRequirement.Risk.HIGH)
            .addSteps(ApprovalRequirement.Step.newBuilder().setRequired(1).addRoles("roles/dba")).build();

    @ParameterizedTest
    @EnumSource(value = CheckRun.Status.class, names = {"AVAILABLE", "RUNNING", "CANCELED"})
    void aRunThatHasNotEndedByItselfIsNoNews(CheckRun.Status status) {
        assertThat(Notices.of(DONE.toBuilder().setStatus(status).build(), READ)).isEmpty();
    }

    @Test
    void theEndOfARunIsToldWhateverItFound() {
        assertThat(Notices.of(DONE, READ).orElseThrow()).satisfies(notice -> {
            assertThat(notice.event()).isEqualTo(Event.CHECKS_FINISHED);
            assertThat(notice.project()).isEqualTo("projects/shop");
            assertThat(notice.summary())
                    .isEqualTo("The checks of revision 2 have ended: 2 databases, 1 error, 0 warnings.");
            assertThat(notice.id().version()).isEqualTo(8);
            assertThat(notice.id().variant()).isEqualTo(2);
        });
        assertThat(Notices.of(DONE.toBuilder().setStatus(CheckRun.Status.FAILED).setError("NO_TARGETS").build(), READ))
                .isPresent();
    }

    @Test
    void readAgainItIsTheSameEventAndAnotherRunIsAnother() {
        assertThat(Notices.of(DONE, READ.plusSeconds(60)).orElseThrow().id()).isEqualTo(id(DONE));
        assertThat(id(DONE.toBuilder().setRun(4).build())).isNotEqualTo(id(DONE));
        assertThat(id(DONE.toBuilder().setPlan("projects/shop/plans/q").build())).isNotEqualTo(id(DONE));
    }

    /** A fold that changes nothing for people changes no id: neither the plan state's version nor the conditions do. */
    @Test
    void aReasonIsToldOnceForARevisionAndRun() {
        UUID told = id(BLOCKED);
        assertThat(id(BLOCKED.toBuilder().setPlanStateVersion(6)
                .addConditions(GateStatus.Condition.getDefaultInstance()).build())).isEqualTo(told);
        assertThat(id(BLOCKED.toBuilder().setSummary("Blocked: 1 error").build())).isNotEqualTo(told);
        assertThat(id(BLOCKED.toBuilder().setRevision(3).build())).isNotEqualTo(told);
        assertThat(id(BLOCKED.toBuilder().setRun(4).build())).isNotEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(value = GateStatus.Phase.class, names = {"BLOCKED", "UNRECOGNIZED"}, mode = EnumSource.Mode.EXCLUDE)
    void onlyWhatIsBlockedIsTold(GateStatus.Phase phase) {
        assertThat(Notices.of(BLOCKED.toBuilder().setPhase(phase).build(), READ)).isEmpty();
    }

    @Test
    void whoeverHasToApproveIsToldOnceAndNobodyThatNobodyHasTo() {
        assertThat(Notices.of(ASKED, READ).orElseThrow().summary())
                .isEqualTo("Revision 2 needs an approval, risk HIGH: 1 of roles/dba.");
        assertThat(Notices.of(ASKED.toBuilder().setPlanStateVersion(9).build(), READ).orElseThrow().id())
                .isEqualTo(Notices.of(ASKED, READ).orElseThrow().id());
        assertThat(Notices.of(ASKED.toBuilder().setRisk(ApprovalRequirement.Risk.LOW).build(), READ).orElseThrow().id())
                .isNotEqualTo(Notices.of(ASKED, READ).orElseThrow().id());
        assertThat(Notices.of(ASKED.toBuilder().clearSteps().setNoApprovalNeeded(true).build(), READ)).isEmpty();
    }

    @Test
    void aRolloutIsToldAndARejectionIsNot() {
        var created = RolloutState.newBuilder().setPlan(PLAN)
                .setCreated(RolloutState.Created.newBuilder().setRollout(PLAN + "/rollouts/2")).build();
        assertThat(Notices.of(created, READ).orElseThrow()).satisfies(notice -> {
            assertThat(notice.time()).isEqualTo(READ);
            assertThat(notice.summary()).isEqualTo(PLAN + "/rollouts/2 was created.");
        });
        assertThat(Notices.of(RolloutState.newBuilder().setPlan(PLAN)
                .setRejected(RolloutState.Rejected.getDefaultInstance()).build(), READ)).isEmpty();
    }

    private static UUID id(CheckRun run) {
        return Notices.of(run, READ).orElseThrow().id();
    }

    private static UUID id(GateStatus status) {
        return Notices.of(status, READ).orElseThrow().id();
    }
}
