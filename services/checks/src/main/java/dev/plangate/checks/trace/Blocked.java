package dev.plangate.checks.trace;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that others have to wait for.
 *
 * @param table that was there before the script
 * @param mode the strongest lock on it meanwhile: SHARE or stronger, so that writers wait; readers wait too when it is ACCESS EXCLUSIVE
 * @param from index of the statement that takes the first such lock
 * @param until index of the statement with whose end the last is released
 * @param time how long that is; waiting for the lock comes on top, and all others wait behind who waits
 */
public record Blocked(RelationName table, LockMode mode, int from, int until, Work time) {
    /** All of a trace, in the order of the script; those that begin together, as the server listed them. */
    public static List<Blocked> of(ParsedSheet.Valid sheet, Trace.Run run, Rates rates) {
        var estimates = new Estimates(run, rates);
        var works = new LinkedHashMap<Integer, Work>();
        run.statements().forEach(traced -> works.put(traced.index(),
                estimates.work(sheet.statements().get(traced.index()), traced)));
        var found = new ArrayList<Blocked>();
        for (TracedStatement traced : run.statements()) {
            var strongest = new LinkedHashMap<RelationName, TracedLock>();
            traced.locks().stream().filter(lock -> lock.mode().blocksWrites() && !lock.on().index()
                    && lock.on().kind() != 'S')
                    .forEach(lock -> strongest.merge(lock.on().name(), lock, Blocked::stronger));
            strongest.forEach((table, lock) -> add(found, table, lock, traced.index(), works));
        }
        return found;
    }

    private static TracedLock stronger(TracedLock one, TracedLock other) {
        return one.mode().compareTo(other.mode()) >= 0 ? one : other;
    }

    /** One that begins while another on the same table lasts belongs to it. */
    private static void add(List<Blocked> found, RelationName table, TracedLock lock, int from,
            Map<Integer, Work> works) {
        for (int i = found.size() - 1; i >= 0; i--) {
            Blocked before = found.get(i);
            if (before.table().equals(table) && before.until() > from) {
                var mode = before.mode().compareTo(lock.mode()) >= 0 ? before.mode() : lock.mode();
                int until = Math.max(before.until(), lock.until());
                found.set(i, new Blocked(table, mode, before.from(), until, time(works, before.from(), until)));
                return;
            }
        }
        found.add(new Blocked(table, lock.mode(), from, lock.until(), time(works, from, lock.until())));
    }

    private static Work time(Map<Integer, Work> works, int from, int until) {
        return Estimates.sum(works.entrySet().stream().filter(work -> work.getKey() >= from && work.getKey() <= until)
                .map(Map.Entry::getValue).toList());
    }
}
