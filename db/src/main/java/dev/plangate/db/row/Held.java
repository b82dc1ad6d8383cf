package dev.plangate.db.row;

/**
 * A claim that is held: of a run, or of a slice of one.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param slice number of the slice; {@link #WHOLE} for the run itself
 * @param fence of the claim
 */
public record Held(String plan, int slice, long fence) {
    /** In place of a slice's number: the claim is one of the whole run. */
    public static final int WHOLE = -1;

    public Held {
        Require.text("plan", plan);
        Require.atLeast("slice", slice, WHOLE);
        Require.atLeast("fence", fence, 1);
    }

    /** The claim of a whole run. */
    public static Held run(String plan, long fence) {
        return new Held(plan, WHOLE, fence);
    }
}
