package dev.plangate.checks.rule;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * How a finding weighs by the size of its table. What blocks for as long as a table is large is an ERROR from {@code large} rows on, information below a
 * tenth of that, a WARNING between. What loses rows is information when there are none, an ERROR from {@code large} rows on, a WARNING between. Of what is
 * not known the worst is assumed.
 *
 * @param large rows
 * @param affected rows that one statement may change before affected-row-limit speaks
 */
public record Sizes(long large, long affected) {
    /** Without a setting. A rewrite of so many rows takes about a quarter of a second on ordinary hardware, and everybody waits. */
    public static final long DEFAULT_LARGE = 100_000;
    /** Without a setting. One transaction that changes more keeps their locks, and vacuum from its work, for more than a second. */
    public static final long DEFAULT_AFFECTED = 100_000;

    /** The level of something that takes as long as the table is large. */
    Severity blocking(TableUse table) {
        return judged(table, large / 10);
    }

    /** The level of something that loses the table's rows. */
    Severity losing(TableUse table) {
        return judged(table, 1);
    }

    private Severity judged(TableUse table, long small) {
        return judged(sized(table), small);
    }

    private static Sized sized(TableUse table) {
        String name = table.name().toString();
        if (table.known().isEmpty()) {
            return table.catalog() ? new Sized.Missing(name) : new Sized.Unasked();
        }
        var rows = table.known().get().rows();
        return rows.isEmpty()
                ? new Sized.Uncounted(name)
                : new Sized.Counted(name, rows.getAsLong(), table.known().get().bytes());
    }

    /** The level of something that takes as long as a table is large. */
    public Severity blocking(Sized table) {
        return judged(table, large / 10);
    }

    /** The level of something that loses a table's rows. */
    public Severity losing(Sized table) {
        return judged(table, 1);
    }

    private Severity judged(Sized table, long small) {
        return switch (table) {
            case Sized.Unasked() ->
                new Severity(Level.ERROR, "The target's catalog is not at hand: the worst case is assumed.");
            case Sized.Missing(String name) ->
                new Severity(Level.ERROR, "The target has no table " + name + " yet: the worst case is assumed.");
            case Sized.Uncounted(String name) -> new Severity(Level.ERROR,
                    name + " was never analyzed, so its size is not known: the worst case is assumed.");
            case Sized.Counted(String name, long rows, long bytes) ->
                new Severity(level(rows, small), name + " has " + about(rows) + bytes(bytes) + ".");
        };
    }

    /** The level of losing a number of rows. */
    Level losing(OptionalLong rows) {
        return rows.isEmpty() ? Level.ERROR : level(rows.getAsLong(), 1);
    }

    private Level level(long rows, long small) {
        return rows >= large ? Level.ERROR : rows >= small ? Level.WARNING : Level.INFO;
    }

    static Severity worse(Severity one, Severity other) {
        Level level = one.level().compareTo(other.level()) >= 0 ? one.level() : other.level();
        return new Severity(level,
                one.because().equals(other.because()) ? one.because() : one.because() + " " + other.because());
    }

    /** "about 5,000 rows". */
    public static String about(long rows) {
        return rows == 0 ? "no rows" : rows == 1 ? "about 1 row" : String.format(Locale.ROOT, "about %,d rows", rows);
    }

    private static String bytes(long bytes) {
        if (bytes <= 0) {
            return "";
        }
        double megabytes = bytes / 1048576.0;
        return megabytes >= 1024
                ? String.format(Locale.ROOT, " (%.1f GB)", megabytes / 1024)
                : megabytes >= 1
                        ? String.format(Locale.ROOT, " (%.0f MB)", megabytes)
                        : String.format(Locale.ROOT, " (%d kB)", Math.max(bytes / 1024, 1));
    }
}
