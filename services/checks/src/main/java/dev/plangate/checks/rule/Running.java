package dev.plangate.checks.rule;

/** How a script is run. */
public enum Running {
    /** Each statement in a transaction of its own, but where the script opens one itself. */
    STATEMENT_BY_STATEMENT,
    /** All of it in one transaction that whoever runs it opens and commits. */
    ONE_TRANSACTION
}
