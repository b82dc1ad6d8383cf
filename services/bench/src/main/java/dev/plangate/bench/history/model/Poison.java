package dev.plangate.bench.history.model;

/**
 * A record of an input topic that must be refused.
 *
 * @param why what is wrong with it
 */
public record Poison(Place at, String key, String why) implements Seen {}
