package dev.plangate.db;

import java.util.Collection;

/** Locks on names that need not have a row. Order of locks: consumer_offset, these, plan, plan_check_run. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Locks {

    /** Takes all of them, in the order of their keys, until the end of the transaction. A key asked for twice is taken exclusive if one of the two is. */
    public void acquire(Tx tx, Collection<Lock> locks) {
        throw Failures.unfinished();
    }
}
