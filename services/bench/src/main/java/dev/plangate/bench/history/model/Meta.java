package dev.plangate.bench.history.model;

/**
 * About the history itself.
 *
 * @param drained everything was quiet at the end
 */
public record Meta(long seed, long plans, long faults, boolean drained) {}
