package dev.plangate.db.row;

import dev.plangate.v1.CheckRequest;

/**
 * A check request that was answered: the same id again changes nothing. Table check_request.
 *
 * @param requestId UUID of who asked
 * @param plan projects/{project}/plans/{plan}
 * @param revision that was meant
 * @param action what was asked for
 * @param requester who asked
 * @param run the run that it was given or coalesced into; 0 = none
 */
public record CheckRequestRow(String requestId, String plan, long revision, CheckRequest.Action action,
        String requester, long run) {

    public CheckRequestRow {
        Require.text("requestId", requestId);
        Require.text("plan", plan);
        Require.atLeast("revision", revision, 0);
        Require.atLeast("run", run, 0);
        Require.notNull("action", action);
        Require.notNull("requester", requester);
    }
}
