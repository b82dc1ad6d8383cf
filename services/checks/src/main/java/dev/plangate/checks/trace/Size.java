package dev.plangate.checks.trace;

import java.util.OptionalLong;

/**
 * How large a relation is on the target, by its statistics.
 *
 * @param rows empty = never analyzed
 * @param heapBytes of its rows alone: what a scan reads; 0 = not known, or a partitioned table
 * @param totalBytes with indexes and TOAST: what a rewrite writes
 */
public record Size(OptionalLong rows, long heapBytes, long totalBytes) {
    /** Of what the target's statistics say nothing. */
    public static final Size UNKNOWN = new Size(OptionalLong.empty(), 0, 0);

    /** Both together; rows are unknown when one of them is. */
    public Size plus(Size other) {
        var together = rows.isPresent() && other.rows.isPresent()
                ? OptionalLong.of(rows.getAsLong() + other.rows.getAsLong())
                : OptionalLong.empty();
        return new Size(together, heapBytes + other.heapBytes, totalBytes + other.totalBytes);
    }
}
