package dev.plangate.checks.trace;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.RelationName;

/**
 * A lock on a relation that was there before the script.
 *
 * @param relation as it was called before the script
 * @param kind pg_class.relkind: r table, p partitioned table, i index, I partitioned index, S sequence, v view, m materialized view
 * @param until index of the statement with whose end it is released; at least that of the statement that took it
 */
public record TracedLock(RelationName relation, char kind, LockMode mode, int until) {
    /** Whether rows are in it that sessions read and write: what a lock on it holds up. */
    public boolean onRows() {
        return kind == 'r' || kind == 'p' || kind == 'm' || kind == 'v';
    }
}
