package dev.plangate.pipeline.model;

/** What the model checks, numbered as the promises of the design (section 5). 4 and 5 are not about the queue's order of steps. */
public enum Promise {
    /** A run has at most one terminal event, one once it has ended, and none before. */
    ONE_TERMINAL_EVENT(1),

    /** From everywhere the end can be reached, without another fault and while any one of the processes stays paused for ever. */
    EVERY_RUN_ENDS(1),

    /** A run that is DONE has a result of each of its slices, all of its last fence. */
    DONE_MEANS_ALL_CHECKED(1),

    /** No result set (of a run, or of one of its slices) is committed twice under a fence. */
    ONE_RESULT_SET_PER_FENCE(2),

    /** What was committed was covered by the newest claim and an open lease. */
    STALE_CHANGES_NOTHING(2),

    /** No outbox row reaches a read_committed consumer twice. */
    PUBLISHED_ONCE(3),

    /** The rows of a plan are published in the order in which they were committed, and none of a run follows its end. */
    IN_ORDER(3),

    /** Every committed row is published and leaves the outbox, under the same conditions as EVERY_RUN_ENDS. */
    EVERYTHING_IS_PUBLISHED(3);

    private final int number;

    Promise(int number) {
        this.number = number;
    }

    @Override
    public String toString() {
        return "promise %d, %s".formatted(number, name());
    }
}
