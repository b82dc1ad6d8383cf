package dev.plangate.bench.history.model;

/**
 * A record of plangate.rollout-requests.
 *
 * @param overrideReason empty: no override
 */
public record RolloutRequestRecord(Place at, String requestId, long revision, String requester, String overrideReason)
        implements
            Seen {}
