package dev.plangate.pipeline.model.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row of plan_check_run, with the rows of plan_check_slice that belong to it.
 *
 * @param open open_slices
 */
record Run(int run, int fence, Status status, Lease lease, int attempts, List<Slice> slices, int open) {
    Run {
        slices = List.copyOf(slices);
    }

    static Run first() {
        return new Run(1, 1, Status.AVAILABLE, Lease.NONE, 0, List.of(), 0);
    }

    Run claimed() {
        return new Run(run, fence + 1, Status.RUNNING, Lease.OPEN, attempts + 1, slices, open);
    }

    Run overdue() {
        return new Run(run, fence, status, Lease.OVER, attempts, slices, open);
    }

    Run requeued(int attempts) {
        return new Run(run, fence, Status.AVAILABLE, Lease.NONE, attempts, slices, open);
    }

    Run ended(Status end) {
        return new Run(run, fence, end, Lease.NONE, attempts, slices, open);
    }

    Run cut(int count) {
        return new Run(run, fence, status, Lease.NONE, attempts, Collections.nCopies(count, Slice.cut(fence)), count);
    }

    Run withoutSlices() {
        return new Run(run, fence, status, lease, attempts, List.of(), 0);
    }

    Run with(int index, Slice slice, int stillOpen) {
        var changed = new ArrayList<>(slices);
        changed.set(index, slice);
        return new Run(run, fence, status, lease, attempts, changed, stillOpen);
    }
}
