package dev.plangate.db.row;

import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.util.List;

/**
 * A plan as Plangate has accepted it. Table plan, and plan_missing for what it waits for.
 *
 * @param id key inside the database; 0 = not stored yet
 * @param name projects/{project}/plans/{plan}
 * @param project projects/{project}
 * @param revision newest accepted revision; 0 = none (brought over from the old layout)
 * @param plan its content at that revision; the default instance when there is none
 * @param liveness live, closed or deleted
 * @param version of the plan's PlanState
 * @param checkDigest what a run must have checked; empty while something is missing
 * @param waitingFor names of what the plan needs and Plangate has not seen, sorted
 * @param lastRun number of the newest run; 0 = none yet
 * @param rollout name of the plan's rollout; empty = none
 */
public record PlanRow(long id, String name, String project, long revision, Plan plan, PlanState.Liveness liveness,
        long version, String checkDigest, List<String> waitingFor, long lastRun, String rollout) {

    public PlanRow {
        Require.text("name", name);
        Require.text("project", project);
        Require.atLeast("id", id, 0);
        Require.atLeast("revision", revision, 0);
        Require.atLeast("version", version, 0);
        Require.atLeast("lastRun", lastRun, 0);
        Require.notNull("plan", plan);
        Require.notNull("liveness", liveness);
        Require.notNull("checkDigest", checkDigest);
        Require.notNull("rollout", rollout);
        waitingFor = waitingFor.stream().sorted().distinct().toList();
    }

    /** The same plan, marked with its rollout. */
    public PlanRow rolledOut(String name) {
        return new PlanRow(id, this.name, project, revision, plan, liveness, version, checkDigest, waitingFor, lastRun,
                name);
    }

    /** The same, waiting for something else. */
    public PlanRow waitingFor(List<String> resources) {
        return new PlanRow(id, name, project, revision, plan, liveness, version, checkDigest, resources, lastRun,
                rollout);
    }
}
