package dev.plangate.pipeline.model.queue;

/**
 * What was committed for a plan, in order: the outbox rows, and the cuts.
 *
 * @param slice of results
 * @param status of an end
 * @param stale the worker's claim was not the newest any more, or its lease was over: known to the model alone
 */
record Write(Kind kind, int run, int fence, int slice, Status status, boolean stale) {
    enum Kind {
        RESULTS, END, CUT
    }

    static Write results(Claim claim, boolean stale) {
        return new Write(Kind.RESULTS, claim.run(), claim.fence(), claim.slice(), Status.DONE, stale);
    }

    static Write end(int run, int fence, Status status, boolean stale) {
        return new Write(Kind.END, run, fence, Claim.WHOLE, status, stale);
    }

    static Write cut(Claim claim, boolean stale) {
        return new Write(Kind.CUT, claim.run(), claim.fence(), Claim.WHOLE, Status.RUNNING, stale);
    }

    /** Whether it is an outbox row. */
    boolean isSent() {
        return kind != Kind.CUT;
    }
}
