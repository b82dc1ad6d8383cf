package dev.plangate.bench.history.model;

/** A record of Plangate that breaks the form that every record has. */
public record Defect(Place at, String key, String what) implements Seen {}
