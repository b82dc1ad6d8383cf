package dev.plangate.topology.approval;

/** A rule that can be applied. */
public record Rule(String name, Condition condition, Ruling ruling) {}
