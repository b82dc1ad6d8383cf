package dev.plangate.pipeline.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private long now;
    private final RateLimits limits = new RateLimits(new Rate(10, 3), () -> now);

    @Test
    void aBurstIsTakenThenOneForEachTenthOfASecond() {
        assertThat(IntStream.range(0, 3).mapToObj(_ -> limits.take("ana"))).allMatch(Optional::isEmpty);
        assertThat(limits.take("ana")).contains(Duration.ofMillis(100));

        now += Duration.ofMillis(60).toNanos();
        assertThat(limits.take("ana")).contains(Duration.ofMillis(40));
        now += Duration.ofMillis(40).toNanos();
        assertThat(limits.take("ana")).isEmpty();
        assertThat(limits.take("ana")).isPresent();
    }

    @Test
    void callersDoNotTakeFromEachOther() {
        IntStream.range(0, 10).forEach(_ -> limits.take("loud"));

        assertThat(limits.take("quiet")).isEmpty();
    }

    @Test
    void lookingTakesNothing() {
        IntStream.range(0, 10).forEach(_ -> assertThat(limits.wait("ana")).isEmpty());
        IntStream.range(0, 3).forEach(_ -> limits.take("ana"));

        assertThat(limits.wait("ana")).isPresent();
    }

    @Test
    void aPauseSavesNoMoreThanABurst() {
        limits.take("ana");
        now += Duration.ofHours(1).toNanos();

        assertThat(IntStream.range(0, 3).mapToObj(_ -> limits.take("ana"))).allMatch(Optional::isEmpty);
        assertThat(limits.take("ana")).isPresent();
    }

    /** Whoever calls when: never more than the burst and what has grown since. */
    @Property
    void neverMoreThanTheRate(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 200) Integer> pauses) {
        int taken = 0;
        for (int pause : pauses) {
            now += Duration.ofMillis(pause).toNanos();
            taken += limits.take("ana").isEmpty() ? 1 : 0;
        }
        long millis = pauses.stream().mapToLong(Integer::longValue).sum();
        assertThat(taken).isLessThanOrEqualTo((int) (3 + millis / 100));
    }
}
