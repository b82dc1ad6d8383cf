package dev.plangate.checks.summary;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.Script;
import dev.plangate.checks.sql.Modifies;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.Statement;
import dev.plangate.v1.CheckOutcome.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Rows by the target's planner, within a number of statements and a time. Each statement is asked about once, whoever wants to know. Used by one thread, for
 * one sheet that is run statement by statement.
 */
public final class PlannedRows {
    /** Left for everything else when explaining stops. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final Planner planner;
    private final int limit;
    private final Supplier<Duration> left;
    /** By the statement itself: two that are written alike may mean other tables. */
    private final IdentityHashMap<Statement, RowCounts.Count> counted = new IdentityHashMap<>();

    /**
     * @param limit how many statements are explained
     * @param left time that the job has; explaining stops before it ends
     */
    public PlannedRows(Planner planner, int limit, Supplier<Duration> left) {
        this.planner = planner;
        this.limit = limit;
        this.left = left;
    }

    /** How many rows a statement touches; empty when that is not known. */
    public OptionalLong of(Statement statement, List<String> path) {
        return switch (count(statement, path)) {
            case RowCounts.Count.Known(long rows, var _) -> OptionalLong.of(rows);
            case RowCounts.Count.Unknown _ -> OptionalLong.empty();
        };
    }

    /**
     * What it says of the statements of a sheet that can be planned at all, by their index. What the sheet itself says (VALUES) is left out.
     *
     * @param running how the sheet is run
     */
    public Map<Integer, Long> of(ParsedSheet.Valid sheet, Catalog catalog, Running running) {
        var found = new HashMap<Integer, Long>();
        var counts = new RowCounts(this::count, Optional.of(catalog));
        var script = new Script(Optional.of(catalog), running);
        for (Statement statement : sheet.statements()) {
            if (Modifies.rows(statement)
                    && counts.of(statement, script)
                            .orElseThrow() instanceof RowCounts.Count.Known(long rows, var source)
                    && source == Source.EXPLAIN) {
                found.put(statement.index(), rows);
            }
            script.apply(statement);
        }
        return found;
    }

    RowCounts.Count count(Statement statement, List<String> path) {
        var known = counted.get(statement);
        if (known == null) {
            known = asked(statement, path);
            counted.put(statement, known);
        }
        return known;
    }

    private RowCounts.Count asked(Statement statement, List<String> path) {
        if (counted.size() >= limit) {
            return new RowCounts.Count.Unknown("the sheet has more than " + limit + " statements to explain");
        }
        if (left.get().compareTo(RESERVE) < 0) {
            return new RowCounts.Count.Unknown("the time of the check was used up before");
        }
        try {
            return new RowCounts.Count.Known(planner.rows(statement, path), Source.EXPLAIN);
        } catch (Planner.NotPlanned e) {
            return new RowCounts.Count.Unknown("the target could not plan it: " + e.getMessage());
        }
    }
}
