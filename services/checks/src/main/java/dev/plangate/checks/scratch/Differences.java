package dev.plangate.checks.scratch;

import dev.plangate.checks.scratch.Observation.Lock;
import dev.plangate.checks.scratch.Observation.Relation;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.trace.Touched;
import dev.plangate.checks.trace.TracedStatement.Built;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    List<Touched> rewritten() {
        return after.relations().entrySet().stream().filter(entry -> base.containsKey(entry.getKey()))
                .filter(entry -> before.relations().containsKey(entry.getKey())
                        && entry.getValue().file() != before.relations().get(entry.getKey()).file()
                        && entry.getValue().file() != 0 && entry.getValue().kind() != 'S')
                .map(entry -> touched(base, entry.getKey()))
                .sorted(Comparator.comparing(touched -> touched.name().toString())).toList();
    }

    List<Touched> scanned() {
        return after.scans().entrySet().stream().filter(entry -> base.containsKey(entry.getKey()))
                .filter(entry -> entry.getValue() > before.scans().getOrDefault(entry.getKey(), 0L))
                .map(entry -> touched(base, entry.getKey()))
                .sorted(Comparator.comparing(touched -> touched.name().toString())).toList();
    }

    List<Built> built() {
        return created(after, before).filter(made -> made.kind() == 'i' && base.containsKey(made.table()))
                .map(made -> new Built(made.name(), base.get(made.table()).name())).toList();
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

    private static Stream<Relation> created(Observation with, Observation without) {
        return with.relations().entrySet().stream().filter(entry -> !without.relations().containsKey(entry.getKey()))
                .map(Map.Entry::getValue).sorted(Comparator.comparing(made -> made.name().toString()));
    }

    /** A relation as it was called before the script. */
    static Touched touched(Map<Long, Relation> base, long oid) {
        var relation = base.get(oid);
        var table = base.getOrDefault(relation.table(), relation);
        return new Touched(relation.name(), relation.kind(), table.name());
    }
}
