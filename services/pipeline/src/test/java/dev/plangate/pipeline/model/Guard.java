package dev.plangate.pipeline.model;

/** What keeps the promises. A mutant of the model lacks one of them, and must break a promise. */
public enum Guard {
    /** A worker's write names the fence of its claim. */
    FENCE,
    /** A worker's write demands that its lease is still open. */
    LEASE,
    /** The fence grows with a new run too, instead of starting again (trap 23). */
    FENCE_NEVER_RESTARTS,
    /** The end of a run and its events are one transaction (traps 6, 14). */
    ONE_TRANSACTION,
    /** Whoever supersedes a run writes its CANCELED event. */
    EVENT_OF_THE_SUPERSEDED,
    /** A run whose attempts are used up ends with an event. */
    EVENT_OF_THE_EXHAUSTED,
    /** Claims whose lease is over go back to the queue (trap 3). */
    REAPER,
    /** Completing a slice locks the run's row before it reads the number of open slices (trap 47). */
    COUNTDOWN_LOCK,
    /** Postgres ends a transaction that does not get on (trap 46). */
    TRANSACTION_TIMEOUT,
    /** A slice's completion names the fence of the run that was cut. */
    RUN_FENCE_OF_SLICE,
    /** A slice's completion names the slice's own fence. */
    SLICE_FENCE,
    /** A slice's completion demands that the slice's lease is still open. */
    SLICE_LEASE,
    /** The slices of a superseded run are deleted with it. */
    SLICES_GO_WITH_THEIR_RUN,
    /** Take-over reads what the last transaction published, and deletes it (trap 31). */
    PROGRESS_RECORD,
    /** Every visible row is read, not those behind the last id (trap 29). */
    NO_ID_CURSOR,
    /** Only the newest producer of a transactional id commits. */
    PRODUCER_FENCING,
    /** The next batch is read once the delete of the one before is known to be committed (trap 44). */
    WAIT_FOR_THE_DELETE,
    /** After a doubt the take-over path is walked again. */
    TAKE_OVER_AFTER_DOUBT
}
