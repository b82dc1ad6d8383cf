package dev.plangate.db.row;

import java.time.Instant;

/**
 * The rollout of a plan; at most one for ever. Table rollout.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param name projects/{project}/plans/{plan}/rollouts/{revision}
 * @param commandId the command that made it
 * @param planStateVersion that was judged
 * @param run that checked it; 0 = none
 * @param revision that it rolls out
 * @param checkDigest what was checked
 * @param requester who asked by hand; empty otherwise
 * @param overrideReason why conditions were overridden; empty otherwise
 * @param createdAt null = now, by the database's clock
 */
public record RolloutRow(String plan, String name, String commandId, long planStateVersion, long run, long revision,
        String checkDigest, String requester, String overrideReason, Instant createdAt) {

    public RolloutRow {
        Require.text("plan", plan);
        Require.text("name", name);
        Require.text("commandId", commandId);
        Require.atLeast("planStateVersion", planStateVersion, 0);
        Require.atLeast("run", run, 0);
        Require.atLeast("revision", revision, 0);
        Require.notNull("checkDigest", checkDigest);
        Require.notNull("requester", requester);
        Require.notNull("overrideReason", overrideReason);
    }
}
