package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Judgement.fails;
import static dev.plangate.topology.domain.Judgement.holds;
import static dev.plangate.topology.domain.Judgement.notConsulted;
import static dev.plangate.topology.domain.Judgement.pending;

import dev.plangate.internal.v1.GateState;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.PlanState;
import java.util.Arrays;
import java.util.List;

/** The rule "the gate opens": all conditions, always in the order of {@link GateStatus.Type}. What is unknown fails. */
final class Conditions {
    private static final List<GateStatus.Type> ALL = Arrays.stream(GateStatus.Type.values())
            .filter(type -> type != GateStatus.Type.TYPE_UNSPECIFIED && type != GateStatus.Type.UNRECOGNIZED).toList();

    private Conditions() {}

    static List<Judgement> of(GateState state) {
        if (state.hasCreated()) {
            return ALL.stream().map(type -> type == GateStatus.Type.NO_ROLLOUT
                    ? fails(type, state.getCreated().getRollout() + " exists", "")
                    : notConsulted(type, "decided: the rollout exists")).toList();
        }
        if (!state.hasPlanState()) {
            return ALL.stream().map(type -> fails(type, "the plan is not known", "publish the plan")).toList();
        }
        var plan = state.getPlanState();
        return List.of(live(plan), project(plan), holds(GateStatus.Type.NO_ROLLOUT, "there is no rollout yet"),
                IssueConditions.open(state.getApproval()), CheckCondition.of(state), IssueConditions.approved(state),
                notRejected(state));
    }

    private static Judgement live(PlanState plan) {
        return switch (plan.getLiveness()) {
            // Intake publishes no such state. One that is there all the same says nothing of what would be rolled out.
            case LIVE -> plan.getRevision() > 0
                    ? holds(GateStatus.Type.PLAN_LIVE, "the plan is active")
                    : fails(GateStatus.Type.PLAN_LIVE, "no revision of the plan was published yet", "publish the plan");
            case CLOSED ->
                fails(GateStatus.Type.PLAN_LIVE, "the plan is closed", "publish a revision of it with state ACTIVE");
            case DELETED -> fails(GateStatus.Type.PLAN_LIVE, "the plan is deleted",
                    "publish it anew with a revision above " + plan.getRevision());
            case LIVENESS_UNSPECIFIED, UNRECOGNIZED ->
                fails(GateStatus.Type.PLAN_LIVE, "nobody said that the plan is active",
                        "look at intake: it wrote a plan state without a known liveness");
        };
    }

    private static Judgement project(PlanState plan) {
        var project = projectOf(plan);
        if (plan.getProjectArchived()) {
            return fails(GateStatus.Type.PROJECT_ACTIVE, project + " is archived",
                    "publish the project with archived = false");
        }
        if (!plan.hasSettings()) {
            return pending(GateStatus.Type.PROJECT_ACTIVE,
                    project + " is not known yet: publish it to plangate.projects");
        }
        return holds(GateStatus.Type.PROJECT_ACTIVE, project + " is active");
    }

    /** {@code projects/{project}} */
    static String projectOf(PlanState plan) {
        return plan.getPlan().substring(0, plan.getPlan().indexOf("/plans/"));
    }

    private static Judgement notRejected(GateState state) {
        var plan = state.getPlanState();
        var rejected = state.getRejected();
        if (!state.hasRejected()) {
            return holds(GateStatus.Type.NOT_REJECTED, "no command was rejected");
        }
        if (Commands.isNewer(plan.getVersion(), plan.getRun(), rejected.getPlanStateVersion(), rejected.getRun())) {
            return holds(GateStatus.Type.NOT_REJECTED, "the last rejection was of an older state");
        }
        var reason = "the command for this state was rejected (" + rejected.getCode() + "): " + rejected.getReason();
        return switch (rejected.getCode()) {
            case STALE_PLAN, STALE_RUN, NOT_LIVE ->
                pending(GateStatus.Type.NOT_REJECTED, reason + "; a newer plan state is on its way");
            case UNKNOWN_PLAN, UNPROCESSABLE, CODE_UNSPECIFIED, UNRECOGNIZED ->
                fails(GateStatus.Type.NOT_REJECTED, reason,
                        "publish a new revision of the plan");
        };
    }
}
