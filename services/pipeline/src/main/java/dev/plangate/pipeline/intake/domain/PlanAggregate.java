package dev.plangate.pipeline.intake.domain;

import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.PlanState;
import java.util.Optional;

/**
 * A plan with its current run, as Postgres keeps them.
 *
 * @param plan absent until the first revision arrives; kept after deletion, so that its counters only grow
 * @param run  absent until the first revision arrives
 */
public record PlanAggregate(Optional<PlanRow> plan, Optional<RunRow> run) {
    /** A plan of which nothing is known. */
    public static final PlanAggregate UNKNOWN = new PlanAggregate(Optional.empty(), Optional.empty());

    /** Whether a run is queued or claimed. */
    boolean hasOpenRun() {
        return run.map(RunRow::status).filter(s -> s == CheckRun.Status.AVAILABLE || s == CheckRun.Status.RUNNING)
                .isPresent();
    }

    /**
     * Whether a revision has been accepted. A plan of the old layout has none: its row is live, and says nothing of what the
     * plan would do.
     */
    boolean hasRevision() {
        return plan.filter(p -> p.revision() > 0).isPresent();
    }

    boolean isRolledOut() {
        return plan.filter(p -> !p.rollout().isEmpty()).isPresent();
    }

    boolean isLive() {
        return plan.filter(p -> p.liveness() == PlanState.Liveness.LIVE).isPresent();
    }

    long fence() {
        return run.map(RunRow::fence).orElse(0L);
    }

    /** The state to publish; the run that counts is the current one. */
    static PlanState state(PlanRow plan, long run, Optional<ProjectRow> project) {
        var state = PlanState.newBuilder().setPlan(plan.name()).setVersion(plan.version()).setRevision(plan.revision())
                .setCheckDigest(plan.checkDigest()).setLiveness(plan.liveness()).setRun(run)
                .addAllWaitingFor(plan.waitingFor()).setCreator(plan.plan().getCreator());
        project.ifPresent(p -> state.setSettings(p.settings()).setProjectArchived(p.archived()));
        return state.build();
    }
}
