package dev.plangate.pipeline.model.queue;

/**
 * A row of plan_check_slice.
 *
 * @param runFence of the run when it was cut
 */
record Slice(int runFence, Status status, int fence, Lease lease, int attempts) {
    static Slice cut(int runFence) {
        return new Slice(runFence, Status.AVAILABLE, 0, Lease.NONE, 0);
    }

    Slice claimed() {
        return new Slice(runFence, Status.RUNNING, fence + 1, Lease.OPEN, attempts + 1);
    }

    Slice overdue() {
        return new Slice(runFence, status, fence, Lease.OVER, attempts);
    }

    Slice requeued() {
        return new Slice(runFence, Status.AVAILABLE, fence, Lease.NONE, attempts);
    }

    Slice done() {
        return new Slice(runFence, Status.DONE, fence, Lease.NONE, attempts);
    }
}
