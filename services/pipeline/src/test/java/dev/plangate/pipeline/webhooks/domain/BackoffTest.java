package dev.plangate.pipeline.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Property
    void liesBetweenHalfOfTheDoubledWaitAndAllOfIt(@ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures,
            @ForAll @LongRange(min = 1, max = 3_600_000) long first,
            @ForAll @LongRange(min = 0, max = 86_400_000) long more,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        var backoff = new Backoff(Duration.ofMillis(first), Duration.ofMillis(first + more), DAY);
        double full = Math.min(first * Math.pow(2, Math.min(failures - 1, 1_000)), (double) (first + more));

        Duration wait = backoff.wait(failures, chance);

        assertThat(wait.toNanos() / 1e6).isBetween(full / 2 - 1e-3, full + 1e-3);
    }

    @Property
    void neverShrinksFromFailureToFailure(@ForAll @IntRange(min = 1, max = 100) int failures,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        var backoff = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(15), DAY);

        assertThat(backoff.wait(failures + 1, chance)).isGreaterThanOrEqualTo(backoff.wait(failures, chance));
    }

    /** The last attempt comes when the time is over, however the waits fell. */
    @Property
    void whatAlwaysFailsIsGivenUpAtItsTimeAndNotBefore(@ForAll @LongRange(min = 1, max = 1_000_000) long during,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMillis(during));
        Duration age = Duration.ZERO;
        for (int attempts = 1; Verdict.of(new Answer.None("down"), attempts, age, backoff,
                chance) instanceof Verdict.Again(Duration pause, String _); attempts++) {
            assertThat(pause).isPositive();
            age = age.plus(pause);
        }

        assertThat(age).isEqualTo(backoff.during());
    }
}
