package dev.plangate.checks.trace;

import dev.plangate.checks.rule.LockMode;
import dev.plangate.checks.sql.RelationName;
import java.util.ArrayList;
import java.util.List;

/**
 * Work on all rows of a table while a lock on it keeps writers out: what takes as long as the table is large.
 *
 * @param what the work: "rewrites", "scans" or "builds an index of"
 * @param mode the strongest lock that the statement took on the table
 */
record BlockingWork(String what, RelationName table, LockMode mode) {
    /** What a statement did; one for each table and kind of work. */
    static List<BlockingWork> of(TracedStatement traced) {
        var found = new ArrayList<BlockingWork>();
        for (TracedLock lock : traced.locks()) {
            if (!lock.mode().blocksWrites() || lock.on().index() || found.stream().anyMatch(
                    work -> work.table().equals(lock.on().name()) && work.mode().compareTo(lock.mode()) >= 0)) {
                continue;
            }
            RelationName table = lock.on().name();
            found.removeIf(work -> work.table().equals(table));
            if (traced.rewritten().stream().anyMatch(touched -> touched.name().equals(table))) {
                found.add(new BlockingWork("rewrites", table, lock.mode()));
            } else if (traced.built().stream().anyMatch(built -> built.table().equals(table))
                    || traced.rewritten().stream()
                            .anyMatch(touched -> touched.index() && touched.table().equals(table))) {
                found.add(new BlockingWork("builds an index of", table, lock.mode()));
            } else if (traced.scanned().stream().anyMatch(touched -> touched.name().equals(table))) {
                found.add(new BlockingWork("scans", table, lock.mode()));
            }
        }
        return found;
    }

    /** "rewrites public.orders under ACCESS EXCLUSIVE". */
    @Override
    public String toString() {
        return what + " " + table + " under " + mode;
    }
}
