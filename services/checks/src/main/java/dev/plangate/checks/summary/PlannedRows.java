package dev.plangate.checks.summary;

import dev.plangate.checks.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Rows by the target's planner, within a number of statements and a time. Used by one thread, for one sheet. */
public final class PlannedRows {
    /** Left for everything else when explaining stops. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final Planner planner;
    private final int limit;
    private final Supplier<Duration> left;
    private int explained;

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

    RowCounts.Count count(Statement statement, List<String> path) {
        if (explained >= limit) {
            return new RowCounts.Count.Unknown("the sheet has more than " + limit + " statements to explain");
        }
        if (left.get().compareTo(RESERVE) < 0) {
            return new RowCounts.Count.Unknown("the time of the check was used up before");
        }
        explained++;
        try {
            return new RowCounts.Count.Known(planner.rows(statement, path),
                    dev.plangate.v1.CheckOutcome.Source.EXPLAIN);
        } catch (Planner.NotPlanned e) {
            return new RowCounts.Count.Unknown("the target could not plan it: " + e.getMessage());
        }
    }
}
