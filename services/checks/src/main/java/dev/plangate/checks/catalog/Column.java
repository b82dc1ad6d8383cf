package dev.plangate.checks.catalog;

/** A column of a table on the target. */
public record Column(String name, SqlType type, boolean notNull) {}
