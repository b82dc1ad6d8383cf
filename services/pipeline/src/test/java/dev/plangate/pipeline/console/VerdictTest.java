package dev.plangate.pipeline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Phase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private final Verdict verdict = new Verdict(2);

    @Test
    void a_rollout_ends_it_at_once() {
        verdict.see(status(2, Phase.ROLLED_OUT), NOW);

        assertThat(verdict.at(NOW)).hasValue(0);
    }

    @Test
    void a_blocked_plan_ends_it_when_it_stays_so() {
        verdict.see(status(2, Phase.BLOCKED), NOW);

        assertThat(verdict.at(NOW)).isEmpty();
        assertThat(verdict.at(NOW.plusSeconds(1))).hasValue(3);
    }

    @Test
    void a_newer_status_begins_the_moment_anew() {
        verdict.see(status(2, Phase.BLOCKED), NOW);
        verdict.see(status(2, Phase.CLOSED), NOW.plusMillis(900));

        assertThat(verdict.at(NOW.plusSeconds(1))).isEmpty();
        assertThat(verdict.at(NOW.plusSeconds(2))).hasValue(3);
    }

    @Test
    void waiting_an_older_revision_and_nothing_at_all_decide_nothing() {
        assertThat(verdict.at(NOW)).isEmpty();
        verdict.see(status(1, Phase.ROLLED_OUT), NOW);
        assertThat(verdict.at(NOW.plusSeconds(60))).isEmpty();
        verdict.see(status(2, Phase.WAITING), NOW);
        assertThat(verdict.at(NOW.plusSeconds(60))).isEmpty();
    }

    private static GateStatus status(long revision, Phase phase) {
        return GateStatus.newBuilder().setRevision(revision).setPhase(phase).build();
    }
}
