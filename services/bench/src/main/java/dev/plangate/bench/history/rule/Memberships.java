package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.GroupHistory;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanRecord.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Each choice of one published membership for each group that a revision names. */
final class Memberships {
    /** Choices that are tried at most; a plan of more groups and versions than that counts as explained. */
    private static final int ENOUGH = 20_000;

    private final List<String> groups;
    private final List<List<Set<String>>> published = new ArrayList<>();
    private int tried;

    private Memberships(List<Change> changes, Function<String, List<Set<String>>> published) {
        var names = new TreeSet<String>();
        changes.forEach(change -> change.targets().stream().filter(Derivation::isGroup).forEach(names::add));
        this.groups = List.copyOf(names);
        groups.forEach(group -> this.published.add(published.apply(group)));
    }

    /** All that was ever published. */
    static Memberships ever(History history, List<Change> changes) {
        return new Memberships(changes, group -> {
            var distinct = new LinkedHashSet<Set<String>>();
            history.groups().getOrDefault(group, new GroupHistory()).memberships().reversed()
                    .forEach(m -> distinct.add(m.databases()));
            return distinct.isEmpty() ? List.of(Set.of()) : List.copyOf(distinct);
        });
    }

    /** What is in force in the end. */
    static Map<String, Set<String>> newest(History history, List<Change> changes) {
        var newest = new HashMap<String, Set<String>>();
        for (String group : new Memberships(changes, _ -> List.of()).groups) {
            List<GroupHistory.Members> all = history.groups().getOrDefault(group, new GroupHistory()).memberships();
            newest.put(group, all.isEmpty() ? Set.of() : all.getLast().databases());
        }
        return newest;
    }

    /** Whether some choice fits. */
    boolean any(Predicate<Map<String, Set<String>>> fits) {
        return any(0, new HashMap<>(), fits);
    }

    private boolean any(int group, Map<String, Set<String>> chosen, Predicate<Map<String, Set<String>>> fits) {
        if (group == groups.size()) {
            return tried++ >= ENOUGH || fits.test(chosen);
        }
        for (Set<String> members : published.get(group)) {
            chosen.put(groups.get(group), members);
            if (any(group + 1, chosen, fits)) {
                return true;
            }
        }
        return false;
    }
}
