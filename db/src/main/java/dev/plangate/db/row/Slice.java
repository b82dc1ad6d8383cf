package dev.plangate.db.row;

/**
 * A part of the targets of a run that was cut.
 *
 * @param number 0, 1, 2 ... in the order of the targets
 * @param fence of this claim of the slice
 * @param first its first target, from 0
 * @param targets how many it has
 */
public record Slice(int number, long fence, int first, int targets) {

    public Slice {
        Require.atLeast("number", number, 0);
        Require.atLeast("fence", fence, 1);
        Require.atLeast("first", first, 0);
        Require.atLeast("targets", targets, 1);
    }
}
