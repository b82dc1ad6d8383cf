package dev.plangate.checks.rule;

import java.util.List;

/** Modes of locks on tables, weakest first: the manual's chapter "Explicit Locking". */
public enum LockMode {
    ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    private static final List<LockMode> WEAKEST_FIRST = List.of(values());

    /** The mode of a number of the server's lockdefs.h, from 1. */
    static LockMode numbered(int number) {
        return WEAKEST_FIRST.get(number - 1);
    }

    /** Whether nobody can write to the table while it is held. */
    public boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** Whether nobody can read the table while it is held. */
    public boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    /** "an ACCESS EXCLUSIVE lock". */
    public String lock() {
        return (name().startsWith("S") || name().startsWith("R") ? "a " : "an ") + this + " lock";
    }

    /** "ACCESS EXCLUSIVE". */
    @Override
    public String toString() {
        return name().replace('_', ' ');
    }
}
