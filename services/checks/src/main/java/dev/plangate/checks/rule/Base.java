package dev.plangate.checks.rule;

import java.util.Set;

/** A policy that is built in, for projects to start from. */
public enum Base {
    /** For production: each rule at its own level. */
    STRICT(Sizes.DEFAULT_LARGE, Sizes.DEFAULT_AFFECTED),
    /** For databases that few people use: what takes long or loses something weighs one level less. */
    RELAXED(10 * Sizes.DEFAULT_LARGE, 10 * Sizes.DEFAULT_AFFECTED);

    /** Rules that speak of statements that fail, or that were not judged: they do so on every database. */
    static final Set<String> EVERYWHERE = Set.of("syntax-error", "ignore-comment", "dynamic-sql",
            "invalid-function-body", "partly-traced", "ban-duplicate-column-assignments");

    private final long large;
    private final long affected;

    Base(long large, long affected) {
        this.large = large;
        this.affected = affected;
    }

    /** Rows from which on a table is large. */
    long large() {
        return large;
    }

    /** Rows that one statement may change. */
    long affected() {
        return affected;
    }

    /** The level of a finding that no setting of the policy names. */
    Level level(Finding finding) {
        Level level = finding.severity().level();
        if (this == STRICT || EVERYWHERE.contains(finding.rule().name())) {
            return level;
        }
        return level == Level.ERROR ? Level.WARNING : Level.INFO;
    }
}
