package dev.plangate.checks.trace;

import dev.plangate.checks.rule.LockMode;

/**
 * A lock on a relation.
 *
 * @param until index of the statement with whose end it is released; at least that of the statement that took it
 */
public record TracedLock(Touched on, LockMode mode, int until) {}
