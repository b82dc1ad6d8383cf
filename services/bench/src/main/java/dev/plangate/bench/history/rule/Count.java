package dev.plangate.bench.history.rule;

import java.util.Locale;

/** What violations are counted under. */
public enum Count {
    LOST, DUPLICATES, REORDERED, STALE_RESULTS, WRONG_RESULTS, FORBIDDEN_ROLLOUTS, STALE_STATES, STUCK,
    POISON_WITHOUT_LETTER, UNJUSTIFIED_LETTERS, DISAGREEING_TABLES, MALFORMED, NOT_DRAINED;

    /** As in JSON: {@code forbidden_rollouts}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
