package dev.plangate.db.row;

import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import java.util.List;

/**
 * The end of a claimed run.
 *
 * @param plan projects/{project}/plans/{plan}
 * @param fence of the claim
 * @param status DONE, FAILED or CANCELED
 * @param error why it FAILED or was CANCELED; empty when DONE
 * @param result all outcomes
 * @param errors outcomes that are errors
 * @param warnings outcomes that are warnings
 * @param events published if, and only if, the claim still holds
 */
public record Completion(String plan, long fence, CheckRun.Status status, String error, CheckRunResult result,
        int errors, int warnings, List<OutboxRow> events) {

    public Completion {
        Require.text("plan", plan);
        Require.atLeast("fence", fence, 1);
        Require.atLeast("errors", errors, 0);
        Require.atLeast("warnings", warnings, 0);
        Require.notNull("error", error);
        Require.notNull("result", result);
        events = List.copyOf(events);
        switch (status) {
            case DONE, FAILED, CANCELED -> {
            }
            case AVAILABLE, RUNNING, STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("status must be DONE, FAILED or CANCELED, but is " + status);
        }
    }

    /** The claim that it ends. */
    public Held held() {
        return Held.run(plan, fence);
    }
}
