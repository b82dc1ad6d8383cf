package dev.plangate.bench.history.model;

/**
 * A record of plangate.gate-status.
 *
 * @param rollout   empty: none
 * @param requestId of the last request that was answered; empty: none
 */
public record StatusRecord(Place at, long planStateVersion, long revision, long run, String phase, String rollout,
        String requestId) implements Seen {
    /** Whether the rollout exists. */
    public boolean isRolledOut() {
        return phase.equals("ROLLED_OUT");
    }
}
