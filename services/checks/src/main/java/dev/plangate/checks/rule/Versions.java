package dev.plangate.checks.rule;

/**
 * Major versions of PostgreSQL.
 *
 * @param from the first; 0 = no bound
 * @param to the last; {@link Integer#MAX_VALUE} = no bound
 */
public record Versions(int from, int to) {
    /** Every version. */
    public static final Versions ALL = new Versions(0, Integer.MAX_VALUE);

    /** This one and those that follow. */
    public static Versions from(int major) {
        return new Versions(major, Integer.MAX_VALUE);
    }

    /** This one and those before. */
    public static Versions until(int major) {
        return new Versions(0, major);
    }

    /** Whether it is one of them. */
    public boolean contains(int major) {
        return major >= from && major <= to;
    }

    /** "all", "from 14 on", "up to 16", "14 to 16". */
    @Override
    public String toString() {
        if (equals(ALL)) {
            return "all";
        }
        return to == Integer.MAX_VALUE ? "from " + from + " on" : from == 0 ? "up to " + to : from + " to " + to;
    }
}
