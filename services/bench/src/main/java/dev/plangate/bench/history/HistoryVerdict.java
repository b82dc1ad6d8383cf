package dev.plangate.bench.history;

import dev.plangate.bench.history.model.Meta;
import dev.plangate.bench.history.rule.Count;
import dev.plangate.bench.history.rule.Promise;
import dev.plangate.bench.history.rule.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * What became of the promises.
 *
 * @param violations all of them
 */
public record HistoryVerdict(Meta meta, Figures figures, List<Violation> violations) {
    public HistoryVerdict {
        violations = List.copyOf(violations);
    }

    /** Whether every promise was kept. */
    public boolean isGreen() {
        return violations.isEmpty();
    }

    /** Violations by what they are counted under, each count there, 0 or not. */
    public Map<Count, Long> counts() {
        var counts = new EnumMap<Count, Long>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, 0L);
        }
        violations.forEach(v -> counts.merge(v.promise().count(), 1L, Long::sum));
        return counts;
    }

    /** Violations under one count. */
    public long count(Count count) {
        return counts().get(count);
    }

    /** So many violations, of as many promises as possible: one of each, then the second of each. */
    public List<Violation> first(int most) {
        var byPromise = new EnumMap<Promise, Queue<Violation>>(Promise.class);
        violations.forEach(v -> byPromise.computeIfAbsent(v.promise(), _ -> new ArrayDeque<>()).add(v));
        var first = new ArrayList<Violation>();
        while (first.size() < Math.min(most, violations.size())) {
            byPromise.values().stream().filter(queue -> !queue.isEmpty()).limit(most - first.size()).toList()
                    .forEach(queue -> first.add(queue.remove()));
        }
        return first;
    }

    /** One JSON object. */
    public String json() {
        return VerdictReport.json(this);
    }

    /** For people. */
    public String text() {
        return VerdictReport.text(this);
    }
}
