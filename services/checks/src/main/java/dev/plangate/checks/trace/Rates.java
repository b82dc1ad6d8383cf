package dev.plangate.checks.trace;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast a server works, for estimates.
 *
 * @param scanned rows a second that are read to check something
 * @param rewritten rows a second that are written again, without indexes
 * @param indexed entries a second of an index that is built
 */
public record Rates(long scanned, long rewritten, long indexed) {
    /**
     * Measured as CPU time of a server process, on a million rows of 110 bytes in memory, rounded down: 0.55 s to check a foreign key (0.04 s for a CHECK), 1.33 s to
     * rewrite the table with one index, 0.45 s to build an index of integers and 1.04 s of texts. Disks and other load make it slower.
     */
    public static final Rates MEASURED = new Rates(1_800_000, 1_000_000, 1_000_000);

    /** How times are estimated, without a full stop. */
    public String words() {
        return String.format(Locale.ROOT,
                "rows by the target's statistics, %,d scanned, %,d rewritten and %,d index entries built a second; waiting for a lock comes on top",
                scanned, rewritten, indexed);
    }

    Duration scan(long rows) {
        return time(rows, scanned);
    }

    Duration rewrite(long rows) {
        return time(rows, rewritten);
    }

    Duration index(long rows) {
        return time(rows, indexed);
    }

    private static Duration time(long rows, long rate) {
        return Duration.ofMillis(Math.ceilDiv(rows * 1000, rate));
    }
}
