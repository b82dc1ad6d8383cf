package dev.plangate.bench.history.model;

/**
 * A record of plangate.rollout-commands.
 *
 * @param requestId empty: the gate opened by itself
 */
public record CommandRecord(Place at, String id, Decision decision, String requestId) implements Seen {}
