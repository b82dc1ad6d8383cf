package dev.plangate.db.row;

/**
 * A claim that is held.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param fence of the claim
 */
public record Held(String plan, long fence) {

    public Held {
        Require.text("plan", plan);
        Require.atLeast("fence", fence, 1);
    }
}
