package dev.plangate.bench.history.model;

/** A claim that was observed. */
public record Claim(long run, long fence, String worker) {}
