package dev.plangate.db.row;

import java.util.List;

/**
 * What became of runs whose lease had ended.
 *
 * @param requeued plans whose run is AVAILABLE again
 * @param failed plans whose run FAILED because its attempts were used up
 */
public record Reaped(List<String> requeued, List<String> failed) {

    public Reaped {
        requeued = List.copyOf(requeued);
        failed = List.copyOf(failed);
    }

    /** Runs that were looked at. */
    public int total() {
        return requeued.size() + failed.size();
    }
}
