package dev.plangate.checks.trace;

import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Estimates how long statements take on the target: what they did on the empty copy, times the rows of the real tables. Pure. */
final class Estimates {
    /** What they do depends on rows, and there are none in the copy. */
    private static final Set<String> OF_ROWS = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt",
            "SelectStmt", "CopyStmt", "DoStmt", "CallStmt", "ExecuteStmt", "CreateTableAsStmt", "RefreshMatViewStmt");

    private final Trace.Run run;
    private final Rates rates;

    Estimates(Trace.Run run, Rates rates) {
        this.run = run;
        this.rates = rates;
    }

    Work work(Statement statement, TracedStatement traced) {
        if (traced.failure().isPresent()) {
            return new Work.Unknown("it failed on the clone");
        }
        Work work = new Work.Moment();
        for (Touched rewritten : traced.rewritten()) {
            if (!rewritten.index()) {
                work = work.then(rewrite(rewritten.name(), indexesOf(rewritten.name(), traced)));
            } else if (!isRewritten(rewritten.table(), traced)) {
                work = work.then(index(rewritten.name(), rewritten.table()));
            }
        }
        for (var built : traced.built()) {
            work = work.then(index(built.index(), built.table()));
        }
        for (Touched scanned : traced.scanned()) {
            if (!isRewritten(scanned.name(), traced) && !isIndexed(scanned.name(), traced)) {
                work = work.then(scan(scanned.name()));
            }
        }
        return OF_ROWS.contains(statement.node()) && !(work instanceof Work.Unknown)
                ? work.then(new Work.Unknown("it depends on the rows, which the clone has not"))
                : work;
    }

    private Work rewrite(RelationName table, long indexes) {
        String with = indexes == 0 ? "" : indexes == 1 ? " with 1 index" : " with " + indexes + " indexes";
        return sized("rewrite of " + table, table, with,
                rows -> rates.rewrite(rows).plus(rates.index(rows).multipliedBy(indexes)));
    }

    private Work index(RelationName index, RelationName table) {
        return sized("building index " + index + " of " + table, table, "", rates::index);
    }

    private Work scan(RelationName table) {
        return sized("scan of " + table, table, "", rates::scan);
    }

    private Work sized(String what, RelationName table, String with,
            java.util.function.LongFunction<Duration> time) {
        var rows = run.size(table).rows();
        return rows.isEmpty()
                ? new Work.Unknown(what + ", whose size is not known")
                : new Work.About(time.apply(rows.getAsLong()),
                        String.format(Locale.ROOT, "%s (about %,d rows)%s", what, rows.getAsLong(), with));
    }

    private static long indexesOf(RelationName table, TracedStatement traced) {
        return traced.rewritten().stream().filter(touched -> touched.index() && touched.table().equals(table)).count();
    }

    private static boolean isRewritten(RelationName table, TracedStatement traced) {
        return traced.rewritten().stream().anyMatch(touched -> touched.name().equals(table));
    }

    private static boolean isIndexed(RelationName table, TracedStatement traced) {
        var indexed = new ArrayList<RelationName>();
        traced.built().forEach(built -> indexed.add(built.table()));
        traced.rewritten().stream().filter(Touched::index).forEach(index -> indexed.add(index.table()));
        return indexed.contains(table);
    }

    /** What everybody who wants a table waits for while statements run one after the other. */
    static Work sum(List<Work> works) {
        return works.stream().reduce(new Work.Moment(), Work::then);
    }
}
