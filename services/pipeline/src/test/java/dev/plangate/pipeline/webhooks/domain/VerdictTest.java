package dev.plangate.pipeline.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(4), Duration.ofMinutes(1),
            Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void success(int status) {
        assertThat(of(status, Optional.empty())).isEqualTo(new Verdict.Delivered());
    }

    /** What a wrong route, secret or proxy answers is mended by somebody. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 405, 408, 413, 429, 500, 502, 503, 504})
    void everythingElseIsTriedAgain(int status) {
        assertThat(of(status, Optional.empty())).isInstanceOfSatisfying(Verdict.Again.class, again -> {
            assertThat(again.pause()).isEqualTo(Duration.ofSeconds(3));
            assertThat(again.error()).contains(Integer.toString(status));
        });
    }

    @Test
    void goneIsGone() {
        assertThat(of(410, Optional.empty())).isInstanceOf(Verdict.Dead.class);
    }

    @Test
    void aRedirectIsToldAsOne() {
        assertThat(of(302, Optional.empty()))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(3), "it answered 302: redirects are not followed"));
    }

    @Test
    void whoAsksToBeLeftAloneIsAndNotForLongerThanTheLongestWait() {
        assertThat(of(503, Optional.of(Duration.ofSeconds(20)))).isEqualTo(
                new Verdict.Again(Duration.ofSeconds(20), "it answered 503"));
        assertThat(of(503, Optional.of(Duration.ofDays(365)))).isEqualTo(
                new Verdict.Again(Duration.ofMinutes(1), "it answered 503"));
        assertThat(of(503, Optional.of(Duration.ZERO))).isEqualTo(
                new Verdict.Again(Duration.ofSeconds(3), "it answered 503"));
    }

    @Test
    void theLastAttemptComesWhenTheTimeIsOver() {
        var failed = new Answer.None("no answer");
        assertThat(Verdict.of(failed, 9, Duration.ofMinutes(60).minusSeconds(7), BACKOFF, 0))
                .isEqualTo(new Verdict.Again(Duration.ofSeconds(7), "no answer"));
        assertThat(Verdict.of(failed, 10, Duration.ofMinutes(60), BACKOFF, 0))
                .isEqualTo(new Verdict.Dead("no answer; given up after 10 attempts in PT1H"));
    }

    private static Verdict of(int status, Optional<Duration> retryAfter) {
        return Verdict.of(new Answer.Status(status, retryAfter), 1, Duration.ZERO, BACKOFF, 0.5);
    }
}
