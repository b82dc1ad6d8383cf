package dev.plangate.checks.scratch;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.RelationName;
import java.util.Map;
import java.util.Set;

/**
 * What the server says in a transaction after a statement.
 *
 * @param relations by oid: those that are no system's
 * @param locks that the transaction holds on them
 * @param scans by oid: how often each was read from begin to end in this transaction
 */
record Observation(Map<Long, Relation> relations, Set<Lock> locks, Map<Long, Long> scans) {
    /**
     * A relation.
     *
     * @param file where its rows are; 0 = it has none
     * @param table of an index: oid of its table, else 0
     */
    record Relation(RelationName name, char kind, long file, long table) {}

    /** A lock on a relation. */
    record Lock(long relation, LockMode mode) {}

    Observation {
        relations = Map.copyOf(relations);
        locks = Set.copyOf(locks);
        scans = Map.copyOf(scans);
    }
}
