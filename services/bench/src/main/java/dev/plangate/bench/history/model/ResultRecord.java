package dev.plangate.bench.history.model;

/**
 * A record of plangate.check-results.
 *
 * @param errors outcomes with status ERROR
 */
public record ResultRecord(Place at, long run, long fence, long revision, String target, int errors) implements Seen {}
