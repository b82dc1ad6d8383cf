package dev.plangate.pipeline.runtime;

import java.time.Duration;

/**
 * How long a {@link Loop} waits after each step. Pure: a fold over outcomes.
 *
 * @param shortest wait after the first idle step; doubles with each further one
 * @param longest wait while nothing comes
 * @param errors first wait after an error; doubles up to {@code longestError}
 */
public record Pace(Duration shortest, Duration longest, Duration errors, Duration longestError) {
    /** Adaptive polling of 5 to 50 ms; errors are tried again after 100 ms to 5 s. */
    public static final Pace ADAPTIVE = between(Duration.ofMillis(5), Duration.ofMillis(50));

    public Pace {
        if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("longest %s is below shortest %s".formatted(longest, shortest));
        }
        if (errors.isZero() || errors.isNegative() || longestError.compareTo(errors) < 0) {
            throw new IllegalArgumentException("longestError %s is below errors %s".formatted(longestError, errors));
        }
    }

    /** Waits that grow from {@code shortest} to {@code longest} while idle. */
    public static Pace between(Duration shortest, Duration longest) {
        return new Pace(shortest, longest, Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    /** The same wait after each idle step: for what is done every so often. */
    public static Pace every(Duration interval) {
        return between(interval, interval);
    }

    /** The wait after the {@code idle}-th idle step in a row (from 1). */
    public Duration afterIdle(int idle) {
        return doubled(shortest, longest, idle);
    }

    /** The wait after the {@code failures}-th error in a row (from 1). */
    public Duration afterErrors(int failures) {
        return doubled(errors, longestError, failures);
    }

    private static Duration doubled(Duration first, Duration last, int times) {
        Duration wait = first.multipliedBy(1L << Math.min(times - 1, 20));
        return wait.compareTo(last) < 0 ? wait : last;
    }
}
