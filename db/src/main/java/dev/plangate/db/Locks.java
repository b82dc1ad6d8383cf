package dev.plangate.db;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Locks on names that need not have a row. Order of locks: consumer_offset, these, plan, plan_check_run. */
public final class Locks {

    /**
     * Takes all of them, in the order of their keys, until the end of the transaction. A key asked for twice is taken
     * exclusive if one of the two is. To be called once per transaction: a second call could wait for a lower key.
     */
    public void acquire(Tx tx, Collection<Lock> locks) {
        TreeMap<Long, Boolean> exclusive = new TreeMap<>();
        locks.forEach(lock -> exclusive.merge(lock.key(), lock.exclusive(), Boolean::logicalOr));
        List<Map.Entry<Long, Boolean>> ordered = List.copyOf(exclusive.entrySet());
        // Elements of an array are unnested one by one, in its order.
        tx.query("""
                select case when exclusive then pg_advisory_xact_lock(key)::text
                            else pg_advisory_xact_lock_shared(key)::text end
                  from unnest(?, ?) as given (key, exclusive)
                """).longs(ordered, Map.Entry::getKey).flags(ordered, Map.Entry::getValue).list(Row::text);
    }
}
