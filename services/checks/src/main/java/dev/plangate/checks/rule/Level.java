package dev.plangate.checks.rule;

/** How much a finding weighs. */
public enum Level {
    INFO, WARNING, ERROR
}
