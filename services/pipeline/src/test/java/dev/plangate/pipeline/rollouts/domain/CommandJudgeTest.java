package dev.plangate.pipeline.rollouts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.ProjectSettings;
import dev.plangate.v1.RolloutState.Code;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandJudgeTest {
    private static final String NAME = "projects/shop/plans/p";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final CreateRollout COMMAND = CreateRollout.newBuilder().setId("id").setPlan(NAME)
            .setPlanStateVersion(4).setRun(2).setRevision(3).setCheckDigest("digest").build();
    private static final Optional<ProjectRow> PROJECT = project(false);
    private static final Optional<RunRow> RUN = run(2);

    @Test
    void newestStateAndRunMakeTheRollout() {
        assertThat(judge(plan(4, PlanState.Liveness.LIVE, ""), PROJECT, RUN)).isInstanceOfSatisfying(
                Answer.Create.class,
                create -> {
                    assertThat(create.rollout().name()).isEqualTo(NAME + "/rollouts/3");
                    assertThat(create.state().getCreated().getCommandId()).isEqualTo("id");
                });
    }

    /** Trap 38: a rollout is not answered again, since the later answer would erase the first. */
    @Test
    void secondCommandChangesNothing() {
        assertThat(judge(plan(4, PlanState.Liveness.LIVE, NAME + "/rollouts/3"), PROJECT, RUN))
                .isEqualTo(new Answer.Repeated());
    }

    /** Trap 6: a command for an older plan state makes no rollout. */
    @Test
    void trap6CommandForAnOlderPlanStateIsRefused() {
        assertThat(code(plan(5, PlanState.Liveness.LIVE, ""), PROJECT, RUN)).isEqualTo(Code.STALE_PLAN);
    }

    @Test
    void commandOfAnOlderRunIsRefused() {
        assertThat(code(plan(4, PlanState.Liveness.LIVE, ""), PROJECT, run(3))).isEqualTo(Code.STALE_RUN);
    }

    /** Trap 13: closed, deleted or archived makes no rollout. */
    @Test
    void trap13ClosedDeletedOrArchivedIsRefused() {
        assertThat(code(plan(4, PlanState.Liveness.CLOSED, ""), PROJECT, RUN)).isEqualTo(Code.NOT_LIVE);
        assertThat(code(plan(4, PlanState.Liveness.DELETED, ""), PROJECT, RUN)).isEqualTo(Code.NOT_LIVE);
        assertThat(code(plan(4, PlanState.Liveness.LIVE, ""), project(true), RUN)).isEqualTo(Code.NOT_LIVE);
        assertThat(code(plan(4, PlanState.Liveness.LIVE, ""), Optional.empty(), RUN)).isEqualTo(Code.NOT_LIVE);
    }

    @Test
    void unknownPlanIsRefused() {
        assertThat(code(Optional.empty(), PROJECT, RUN)).isEqualTo(Code.UNKNOWN_PLAN);
    }

    @Test
    void whatCannotBeCarriedOutIsRefusedWithTheFirstLineOfTheReason() {
        assertThat(CommandJudge.giveUp(COMMAND, plan(4, PlanState.Liveness.LIVE, ""), "it cannot be\n  Where: x", NOW))
                .isInstanceOfSatisfying(Answer.Reject.class, reject -> {
                    var rejected = reject.state().getRejected();
                    assertThat(rejected.getCode()).isEqualTo(Code.UNPROCESSABLE);
                    assertThat(rejected.getReason()).isEqualTo("it cannot be");
                    assertThat(rejected.getCommandId()).isEqualTo("id");
                    assertThat(rejected.getPlanStateVersion()).isEqualTo(4);
                    assertThat(rejected.getRun()).isEqualTo(2);
                });
    }

    /** Trap 38: not even then is a rejection published over the rollout. */
    @Test
    void whatCannotBeCarriedOutIsNoNewsWhenThePlanHasItsRollout() {
        assertThat(CommandJudge.giveUp(COMMAND, plan(4, PlanState.Liveness.LIVE, NAME + "/rollouts/3"), "x", NOW))
                .isEqualTo(new Answer.Repeated());
    }

    private static Answer judge(Optional<PlanRow> plan, Optional<ProjectRow> project, Optional<RunRow> run) {
        return CommandJudge.judge(COMMAND, plan, project, run, NOW);
    }

    private static Code code(Optional<PlanRow> plan, Optional<ProjectRow> project, Optional<RunRow> run) {
        return ((Answer.Reject) judge(plan, project, run)).state().getRejected().getCode();
    }

    private static Optional<PlanRow> plan(long version, PlanState.Liveness liveness, String rollout) {
        return Optional
                .of(new PlanRow(7, NAME, "projects/shop", 3, Plan.getDefaultInstance(), liveness, version, "digest",
                        List.of(), 2, rollout));
    }

    private static Optional<ProjectRow> project(boolean archived) {
        return Optional.of(new ProjectRow("projects/shop", 1, ProjectSettings.getDefaultInstance(), archived));
    }

    private static Optional<RunRow> run(long run) {
        return Optional.of(new RunRow(NAME, run, 3, "digest", 5, CheckRun.Status.DONE, "", NOW, null, ""));
    }
}
