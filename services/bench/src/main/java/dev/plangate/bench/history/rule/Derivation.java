package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.PlanRecord.Change;
import dev.plangate.bench.history.model.RunRecord.Totals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the specs of a revision mean for one choice of group memberships.
 *
 * @param specs databases of each spec that is checked
 */
record Derivation(List<Set<String>> specs) {
    /** Memberships of the groups by name -> what each spec derives. */
    static Derivation of(List<Change> changes, Map<String, Set<String>> groups) {
        List<Set<String>> specs = new ArrayList<>();
        for (Change change : changes) {
            var databases = new HashSet<String>();
            for (String target : change.targets()) {
                if (isGroup(target)) {
                    databases.addAll(groups.getOrDefault(target, Set.of()));
                } else {
                    databases.add(target);
                }
            }
            specs.add(databases);
        }
        return new Derivation(specs);
    }

    static boolean isGroup(String target) {
        return target.startsWith("projects/");
    }

    /** All databases. */
    Set<String> all() {
        var all = new HashSet<String>();
        specs.forEach(all::addAll);
        return all;
    }

    /** Whether some spec derives nothing: such a run must FAIL. */
    boolean isEmptyHanded() {
        return specs.stream().anyMatch(Set::isEmpty);
    }

    /**
     * Why a run of this cannot have checked {@code found}; empty: it can.
     *
     * @param sampling databases per spec; 0 = all
     */
    Optional<String> objection(Set<String> found, long sampling, Totals totals) {
        if (isEmptyHanded()) {
            return Optional.of("a spec derives no database, which has to end FAILED");
        }
        Set<String> all = all();
        long derived = 0;
        long checked = 0;
        boolean sampled = false;
        for (Set<String> spec : specs) {
            long wanted = sampling == 0 ? spec.size() : Math.min(sampling, spec.size());
            sampled |= wanted < spec.size();
            derived += spec.size();
            checked += wanted;
            if (spec.stream().filter(found::contains).count() < wanted) {
                return Optional.of("of %d databases at least %d are to be checked; without a result: %s"
                        .formatted(spec.size(), wanted, some(spec, found)));
            }
        }
        if (!all.containsAll(found)) {
            return Optional.of("results for what is no target: " + some(found, all));
        }
        if (sampled && found.size() > checked) {
            return Optional.of("results of %d databases for a sample of %d".formatted(found.size(), checked));
        }
        // Two specs on one database are two targets, and one record: both ways of counting are right.
        if (totals.targets() != checked && totals.targets() != found.size()) {
            return Optional.of("totals tell of %d targets, there are %d".formatted(totals.targets(), checked));
        }
        return totals.derivedTargets() == derived || totals.derivedTargets() == all.size()
                ? Optional.empty()
                : Optional.of(
                        "totals tell of %d derived targets, there are %d".formatted(totals.derivedTargets(), derived));
    }

    private static List<String> some(Set<String> of, Set<String> without) {
        return of.stream().filter(d -> !without.contains(d)).sorted().limit(3).toList();
    }
}
