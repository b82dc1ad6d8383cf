package dev.plangate.pipeline.webhooks.domain;

import java.time.Duration;

/**
 * How long to wait after a failure. Pure: whoever asks brings the chance along.
 *
 * @param first   wait after the first failure; doubles with each further one
 * @param longest wait at most
 * @param during  age from which on a failure is the last
 */
public record Backoff(Duration first, Duration longest, Duration during) {
    private static final int MOST_DOUBLINGS = 30;

    /** Checks that they make sense. */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || during.isNegative()) {
            throw new IllegalArgumentException(
                    "wanted 0 < first <= longest and 0 <= during, got " + first + ", " + longest + ", " + during);
        }
    }

    /**
     * The wait after the {@code failures}-th failure in a row (from 1): between half of the doubled wait and all of it, so
     * that what failed together does not come back together.
     *
     * @param chance from 0 to 1
     */
    public Duration wait(int failures, double chance) {
        Duration doubled = first.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS));
        Duration full = doubled.compareTo(longest) < 0 ? doubled : longest;
        return full.dividedBy(2).plusNanos((long) (full.dividedBy(2).toNanos() * chance));
    }
}
