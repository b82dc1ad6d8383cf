package dev.plangate.pipeline.relay.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;

class RelayArithmeticTest {
    @Example
    void surplusIsWhatExceedsTheShare() {
        assertThat(FairShare.surplus(List.of(0, 1, 2, 3), 3)).containsExactly(3);
        assertThat(FairShare.surplus(List.of(0, 1), 3)).isEmpty();
    }

    /** Trap 25: counted from before the question, on a monotonic clock that may overflow. */
    @Example
    void windowEndsBeforeTheLease() {
        long asked = Long.MAX_VALUE - 10;
        var window = LeaseWindow.from(asked, Duration.ofNanos(100), Duration.ofNanos(20));

        assertThat(window.open(asked + 79)).isTrue();
        assertThat(window.open(asked + 80)).isFalse();
    }

    @Example
    void rowIdsNameEachRowTwice() {
        assertThatThrownBy(() -> new RowIds(List.of(1L, 2L), List.of(new UUID(0, 1))))
                .hasMessageStartingWith("eventIds:");
    }
}
