package dev.plangate.checks.rule;

/**
 * How bad a finding is on this target.
 *
 * @param because a sentence that says what it was judged by; empty when it is the same everywhere
 */
public record Severity(Level level, String because) {}
