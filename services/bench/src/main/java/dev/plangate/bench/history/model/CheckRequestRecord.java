package dev.plangate.bench.history.model;

/**
 * A record of plangate.check-requests.
 *
 * @param timestamp milliseconds since 1970
 */
public record CheckRequestRecord(Place at, long timestamp, String requestId, long revision, String action)
        implements
            Seen {}
