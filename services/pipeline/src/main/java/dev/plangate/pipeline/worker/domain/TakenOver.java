package dev.plangate.pipeline.worker.domain;

import dev.plangate.db.row.TargetResult;
import dev.plangate.pipeline.targets.Target;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Results that a retry takes over from the run that it retries. A database is taken over as a whole, with all of its sheets, or
 * checked again: when one of its outcomes is an ERROR (a check that could not be done is one), when a check of it left no
 * outcome, or when two specs put the same sheet on it, whose outcomes cannot be told apart.
 *
 * @param run    the run that found them; 0 = none
 * @param found  by target, for the targets that are not checked again
 */
public record TakenOver(long run, Map<Target, List<CheckOutcome>> found) {
    /** Everything is checked. */
    public static final TakenOver NOTHING = new TakenOver(0, Map.of());

    public TakenOver {
        found = Map.copyOf(found);
    }

    /**
     * Decides.
     *
     * @param targets  what is to be checked; all targets of a database that occurs in it
     * @param outcomes what the run found, by database
     */
    public static TakenOver of(long run, List<Target> targets, Map<String, List<CheckOutcome>> outcomes) {
        var found = new HashMap<Target, List<CheckOutcome>>();
        targets.stream().collect(Collectors.groupingBy(Target::database)).forEach((database, ofDatabase) -> {
            List<CheckOutcome> known = outcomes.getOrDefault(database, List.of());
            if (isWhole(ofDatabase, known) && known.stream().noneMatch(TargetResult::isError)) {
                ofDatabase.forEach(target -> found.put(target, known.stream()
                        .filter(outcome -> outcome.getSheetSha256().equals(target.sheetSha256())).toList()));
            }
        });
        return new TakenOver(run, found);
    }

    /** Whether the outcomes are those of all checks of these targets, and of no others. */
    private static boolean isWhole(List<Target> targets, List<CheckOutcome> outcomes) {
        var wanted = new HashMap<String, Set<CheckType>>();
        for (Target target : targets) {
            if (wanted.put(target.sheetSha256(), target.types()) != null) {
                return false;
            }
        }
        var there = new HashMap<String, Set<CheckType>>();
        outcomes.forEach(outcome -> there
                .computeIfAbsent(outcome.getSheetSha256(), _ -> EnumSet.noneOf(CheckType.class))
                .add(outcome.getType()));
        return there.keySet().equals(new HashSet<>(wanted.keySet()))
                && wanted.entrySet().stream()
                        .allMatch(sheet -> there.get(sheet.getKey()).containsAll(sheet.getValue()));
    }
}
