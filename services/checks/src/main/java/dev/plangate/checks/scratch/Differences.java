package dev.plangate.checks.scratch;

import dev.plangate.checks.scratch.Observation.Lock;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.trace.TracedStatement.Built;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a statement changed, from what was seen before and after it. Pure.
 *
 * @param base relations before the script, by oid: of others nobody knows but the script itself
 */
record Differences(Map<Long, Relation> base, Observation before, Observation after) {
    /** Locks that were not held before. */
    Set<Lock> locks() {
        return after.locks().stream().filter(lock -> base.containsKey(lock.relation()))
                .filter(lock -> !before.locks().contains(lock)).collect(Collectors.toSet());
    }

    List<RelationName> rewritten() {
        return after.relations().entrySet().stream().filter(entry -> base.containsKey(entry.getKey()))
                .filter(entry -> before.relations().containsKey(entry.getKey())
                        && entry.getValue().file() != before.relations().get(entry.getKey()).file()
                        && entry.getValue().file() != 0)
                .map(entry -> name(entry.getKey())).sorted(Comparator.comparing(RelationName::toString)).toList();
    }

    List<RelationName> scanned() {
        return after.scans().entrySet().stream().filter(entry -> base.containsKey(entry.getKey()))
                .filter(entry -> entry.getValue() > before.scans().getOrDefault(entry.getKey(), 0L))
                .map(entry -> name(entry.getKey())).sorted(Comparator.comparing(RelationName::toString)).toList();
    }

    List<Built> built() {
        return created(after, before).filter(made -> made.kind() == 'i' && base.containsKey(made.table()))
                .map(made -> new Built(made.name(), name(made.table()))).toList();
    }

    List<RelationName> created() {
        return created(after, before).map(Relation::name).toList();
    }

    List<RelationName> dropped() {
        return created(before, after).filter(gone -> base.containsValue(gone) || known(gone)).map(Relation::name)
                .toList();
    }

    private boolean known(Relation gone) {
        return before.relations().entrySet().stream()
                .anyMatch(entry -> entry.getValue().equals(gone) && base.containsKey(entry.getKey()));
    }

    private static java.util.stream.Stream<Relation> created(Observation with, Observation without) {
        return with.relations().entrySet().stream().filter(entry -> !without.relations().containsKey(entry.getKey()))
                .map(Map.Entry::getValue).sorted(Comparator.comparing(made -> made.name().toString()));
    }

    /** As it was called before the script. */
    private RelationName name(long relation) {
        return base.get(relation).name();
    }
}
