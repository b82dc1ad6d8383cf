package dev.plangate.db.legacy;

/** A row of the old plan. */
public record LegacyPlan(long id, String project, boolean deleted) {}
