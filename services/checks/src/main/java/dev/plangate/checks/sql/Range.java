package dev.plangate.checks.sql;

/** A part of a sheet in UTF-8 bytes. */
public record Range(int from, int to) {
    public Range {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("from " + from + " to " + to + " is no range");
        }
    }
}
