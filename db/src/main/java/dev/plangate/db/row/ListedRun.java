package dev.plangate.db.row;

import dev.plangate.v1.CheckRun;
import java.time.Instant;

/**
 * A run as lists show it, current or past. Its results are read apart.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param planId key of the plan inside the database
 * @param run 1, 2, 3 ... per plan
 * @param revision that it checks
 * @param checkDigest what it checks
 * @param fence of its newest claim
 * @param status where it is
 * @param error why it FAILED or was CANCELED; empty otherwise
 * @param errors outcomes that are errors; 0 until it is DONE
 * @param warnings outcomes that are warnings; 0 until it is DONE
 * @param createdAt when the run was made
 * @param updatedAt when it last changed: of a run that has ended, when it did
 * @param requestId the request that made it or was coalesced into it; empty = none
 * @param retryOf the run that it takes results over from; 0 = it checks all
 * @param current whether it is the plan's current run
 */
public record ListedRun(String plan, long planId, long run, long revision, String checkDigest, long fence,
        CheckRun.Status status, String error, int errors, int warnings, Instant createdAt, Instant updatedAt,
        String requestId, long retryOf, boolean current) {

    /** Where a page that ends with it ends. */
    public RunPosition position(RunOrder order) {
        return new RunPosition(switch (order.key()) {
            case ID -> Instant.EPOCH;
            case CREATED -> createdAt;
            case UPDATED -> updatedAt;
        }, planId, run);
    }

    /** Whether it is queued or being checked. */
    public boolean isOpen() {
        return status == CheckRun.Status.AVAILABLE || status == CheckRun.Status.RUNNING;
    }
}
