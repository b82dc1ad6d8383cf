package dev.plangate.checks.mysql.rule;

/**
 * How a server carries out a change of a table.
 *
 * @param lock what others may do meanwhile
 */
public record Effect(Algorithm algorithm, Lock lock) {
    /** From the cheapest to the dearest. */
    public enum Algorithm {
        /** Nothing but the table's description changes. */
        INSTANT,
        /** Without a new copy of the rows; an index may be built. */
        NOCOPY,
        /** The engine writes the table anew, and takes changes meanwhile where the lock lets it. */
        INPLACE,
        /** The server reads each row and writes it to a new table; nobody else writes meanwhile. */
        COPY
    }

    /** From the weakest to the strongest. */
    public enum Lock {
        NONE, SHARED, EXCLUSIVE
    }

    static final Effect INSTANT = new Effect(Algorithm.INSTANT, Lock.NONE);
    static final Effect INDEX = new Effect(Algorithm.NOCOPY, Lock.NONE);
    static final Effect REBUILD = new Effect(Algorithm.INPLACE, Lock.NONE);
    static final Effect SHARED = new Effect(Algorithm.INPLACE, Lock.SHARED);
    static final Effect COPY = new Effect(Algorithm.COPY, Lock.SHARED);

    /** Whether all rows are copied while nobody may write. */
    public boolean copies() {
        return algorithm == Algorithm.COPY;
    }

    /** Whether others cannot write meanwhile. */
    public boolean blocks() {
        return lock != Lock.NONE;
    }

    /** Both at once. */
    Effect and(Effect other) {
        return new Effect(algorithm.compareTo(other.algorithm) >= 0 ? algorithm : other.algorithm,
                lock.compareTo(other.lock) >= 0 ? lock : other.lock);
    }
}
