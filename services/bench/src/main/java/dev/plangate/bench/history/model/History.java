package dev.plangate.bench.history.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole history. Filled by the reader, then only read.
 *
 * @param plans       by name
 * @param projects    by name
 * @param groups      by name
 * @param sheets      hashes that were published
 * @param letters     by the record that was refused
 * @param strays      letters that name no record
 * @param unread      records that a broker acknowledged and no topic showed
 * @param lastOffsets the last record of each partition
 * @param scattered   keys of output topics that are in more than one partition
 * @param faults      by kind
 */
public record History(Meta meta, SortedMap<String, PlanHistory> plans, Map<String, ProjectHistory> projects,
        Map<String, GroupHistory> groups, Set<String> sheets, Map<Place, List<Letter>> letters, List<Letter> strays,
        List<Poison> poison, List<RepeatedEvent> repeated, List<Defect> defects, List<Sent> unread,
        Map<Part, Long> lastOffsets, List<Scattered> scattered, SortedMap<String, Integer> faults, Tables tables) {
    /** An empty history. */
    public History(Meta meta) {
        this(meta, new TreeMap<>(), new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashMap<>(),
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new TreeMap<>(), new ArrayList<>(), new TreeMap<>(), new Tables());
    }

    /** The plan of that name, made when it is new. */
    public PlanHistory plan(String name) {
        return plans.computeIfAbsent(name, PlanHistory::new);
    }

    /** The letters about a record. */
    public List<Letter> lettersAbout(Place place) {
        return letters.getOrDefault(place, List.of());
    }

    /** Whether a record was refused. */
    public boolean isRefused(Seen seen) {
        return letters.containsKey(seen.at());
    }
}
