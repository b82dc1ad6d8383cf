package dev.plangate.pipeline.worker;

import dev.plangate.db.Claims;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Held;
import dev.plangate.pipeline.worker.domain.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A queue that a worker's claims come from.
 *
 * @param <T> the end of a claim, as this queue stores it
 */
interface WorkQueue<T> {
    /** Claiming, renewing, handing back, reaping. */
    Claims claims();

    /** Deals with a claim that is not to be checked as it is. Whether it did. */
    boolean takesAside(RunInputs.Job job);

    /** What the checks found, as it is stored. */
    T completion(Claim claim, Verdict verdict, Instant now);

    /** Ends claims; those that still held. */
    Set<Held> complete(List<T> completions);
}
