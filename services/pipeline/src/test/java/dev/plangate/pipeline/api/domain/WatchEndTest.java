package dev.plangate.pipeline.api.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.v1.GateStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchEndTest {
    private final WatchEnd end = new WatchEnd(2);

    @Test
    void aRolloutEndsItAtOnce() {
        end.see(status(2, GateStatus.Phase.ROLLED_OUT), 0);

        assertThat(end.left(0)).contains(Duration.ZERO);
    }

    @Test
    void aBlockedPlanHasToStaySo() {
        end.see(status(2, GateStatus.Phase.BLOCKED), 0);

        assertThat(end.left(Duration.ofMillis(400).toNanos())).contains(Duration.ofMillis(600));
        assertThat(end.left(Duration.ofSeconds(3).toNanos())).contains(Duration.ZERO);
        end.see(status(2, GateStatus.Phase.WAITING), Duration.ofSeconds(4).toNanos());
        assertThat(end.left(Duration.ofSeconds(9).toNanos())).isEmpty();
    }

    @Test
    void anOlderRevisionEndsNothing() {
        end.see(status(1, GateStatus.Phase.CLOSED), 0);

        assertThat(end.left(Duration.ofSeconds(9).toNanos())).isEmpty();
    }

    private static GateStatus status(long revision, GateStatus.Phase phase) {
        return GateStatus.newBuilder().setRevision(revision).setPhase(phase).build();
    }
}
