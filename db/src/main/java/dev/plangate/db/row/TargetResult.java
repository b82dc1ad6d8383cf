package dev.plangate.db.row;

import dev.plangate.v1.CheckOutcome;
import java.util.List;

/**
 * What a run found on one target.
 *
 * @param target instances/{instance}/databases/{database}
 * @param outcomes of all its sheets and check types
 * @param position where a page that ends with it ends
 */
public record TargetResult(String target, List<CheckOutcome> outcomes, TargetPosition position) {

    public TargetResult {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Where a page of targets ended: the next one begins behind it.
     *
     * @param page of the run's stored result; -1 = before all
     * @param target the last one shown of that page; empty = none of it
     */
    public record TargetPosition(int page, String target) {
        /** Before the first target. */
        public static final TargetPosition START = new TargetPosition(-1, "");

        public TargetPosition {
            Require.atLeast("page", page, -1);
            Require.notNull("target", target);
        }
    }

    /** Whether a check of it found an error, could not be done, or left what nobody can read: what a retry checks again. */
    public boolean failed() {
        return outcomes.stream().anyMatch(TargetResult::isError);
    }

    /** Whether an outcome speaks against its target: what nobody can read does. */
    public static boolean isError(CheckOutcome outcome) {
        return switch (outcome.getStatus()) {
            case SUCCESS, WARNING -> false;
            case ERROR, STATUS_UNSPECIFIED, UNRECOGNIZED -> true;
        };
    }
}
