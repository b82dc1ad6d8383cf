package dev.plangate.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trap 48: with unequal counts the join silently sees a fraction. */
class PartitionCountsTest {
    @Test
    void equalCountsAreFine() {
        assertThat(PartitionCounts.mistakes(List.of("a", "b"), Map.of("a", 12, "b", 12, "dead", 3))).isEmpty();
    }

    /** Trap 48: with unequal counts the join would silently see a fraction. */
    @Test
    void everyMistakeIsListed() {
        assertThat(PartitionCounts.mistakes(List.of("a", "b", "c", "d"),
                Map.of("a", 0, "b", 12, "c", 6, "d", 24, "dead", 0)))
                .containsExactlyInAnyOrder("a is missing", "dead is missing",
                        "c has 6 partitions, b has 12: they are joined, counts must be equal",
                        "d has 24 partitions, b has 12: they are joined, counts must be equal");
    }
}
