package dev.plangate.bench.history.model;

/**
 * A record that a broker acknowledged.
 *
 * @param kind what the sender calls it: "plan", "poison"
 */
public record Sent(Place at, String key, String kind) implements Seen {}
