package dev.plangate.db.row;

import dev.plangate.v1.CheckRun;
import java.time.Instant;

/**
 * The one check run that a plan has at a time. Table plan_check_run, without the results.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param run 1, 2, 3 ... per plan
 * @param revision that it checks
 * @param checkDigest what it checks
 * @param fence grows with every claim and every new run
 * @param status where it is
 * @param error why it FAILED or was CANCELED; empty otherwise
 * @param createdAt when the run was made; null = now, by the database's clock
 * @param availableAt when it may be claimed; null = now, by the database's clock
 * @param requestId the request that made it or was coalesced into it; empty = none
 * @param errors outcomes that are errors, counted when it ended DONE; not written with the row
 * @param retryOf the past run that it takes results over from; 0 = it checks all
 */
public record RunRow(String plan, long run, long revision, String checkDigest, long fence, CheckRun.Status status,
        String error, Instant createdAt, Instant availableAt, String requestId, int errors, long retryOf) {

    public RunRow {
        Require.text("plan", plan);
        Require.atLeast("run", run, 1);
        Require.atLeast("revision", revision, 0);
        Require.atLeast("fence", fence, 0);
        Require.notNull("checkDigest", checkDigest);
        Require.notNull("error", error);
        Require.notNull("requestId", requestId);
        Require.atLeast("errors", errors, 0);
        Require.atLeast("retryOf", retryOf, 0);
        switch (status) {
            case AVAILABLE, RUNNING, DONE, FAILED, CANCELED -> {
            }
            case STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("status must be set, but is " + status);
        }
    }

    /** A run that checks all, and has found nothing yet. */
    public RunRow(String plan, long run, long revision, String checkDigest, long fence, CheckRun.Status status,
            String error, Instant createdAt, Instant availableAt, String requestId) {
        this(plan, run, revision, checkDigest, fence, status, error, createdAt, availableAt, requestId, 0, 0);
    }

    /** The same run at its end. */
    public RunRow ended(CheckRun.Status how, String why) {
        return new RunRow(plan, run, revision, checkDigest, fence, how, why, createdAt, availableAt, requestId, errors,
                retryOf);
    }
}
