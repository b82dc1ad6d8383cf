package dev.plangate.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.contract.TopicPlan.Existing;
import dev.plangate.contract.TopicPlan.Wanted;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

    @Test
    void createsWhatIsMissing() {
        var missing = TopicPlan.missing(Set.of("plangate.plans", "somebody-elses"), 12, (short) 1);

        assertThat(missing).hasSize(Topics.ALL.size()).extracting(NewTopic::name)
                .contains("plangate.sheets", Topics.DEAD_LETTERS).doesNotContain("plangate.plans");
        assertThat(missing).allSatisfy(topic -> {
            assertThat(topic.numPartitions()).isEqualTo(12);
            assertThat(topic.configs()).containsKey("cleanup.policy").doesNotContainKey("min.insync.replicas");
        });
    }

    @Test
    void wantsTwoReplicasInSyncOfThree() {
        assertThat(TopicPlan.missing(Set.of(), 12, (short) 3))
                .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("min.insync.replicas", "2"));
    }

    @Test
    void findsNothingWrongWithWhatItWouldCreate() {
        assertThat(TopicPlan.mistakes(asWanted(12), 12)).isEmpty();
        assertThat(TopicPlan.doubts(asWanted(12))).isEmpty();
    }

    @Test
    void findsNothingWrongWhereThereIsNothing() {
        assertThat(TopicPlan.mistakes(Map.of(), 12)).isEmpty();
    }

    @Test
    void comparesNoConfigurationThatItMayNotRead() {
        assertThat(TopicPlan.mistakes(Map.of("plangate.plans", new Existing(12, Map.of())), 12)).isEmpty();
    }

    @Test
    void listsEveryPlanTopicWithAnotherNumberOfPartitions() {
        Map<String, Existing> existing = asWanted(12);
        existing.put("plangate.plans", new Existing(24, Map.of()));
        existing.put("plangate.approvals", new Existing(1, Map.of()));
        existing.put("plangate.sheets", new Existing(3, Map.of()));

        assertThat(TopicPlan.mistakes(existing, 12)).containsExactly(
                "plangate.plans has 24 partitions, wanted 12: topics keyed by plan are joined partition by partition",
                "plangate.approvals has 1 partitions, wanted 12: topics keyed by plan are joined partition by partition");
    }

    @Test
    void refusesATopicThatForgetsStatesOrEvents() {
        Map<String, Existing> existing = asWanted(12);
        existing.put("plangate.plans", new Existing(12, Map.of("cleanup.policy", "delete")));
        existing.put("plangate.check-runs", new Existing(12, Map.of("cleanup.policy", "compact,delete")));

        assertThat(TopicPlan.mistakes(existing, 12)).containsExactly(
                "plangate.plans has cleanup.policy=delete, wanted compact: it carries states, which must outlive any retention",
                "plangate.check-runs has cleanup.policy=compact,delete, wanted delete: it carries events, which compaction would lose");
    }

    @Test
    void refusesATopicThatIsTooNarrow() {
        Map<String, Existing> existing = asWanted(12);
        existing.put("plangate.sheets", new Existing(12, Map.of("max.message.bytes", "1048588")));

        assertThat(TopicPlan.mistakes(existing, 12)).containsExactly(
                "plangate.sheets has max.message.bytes=1048588, wanted 9437184 or more: a record that it refuses stops its sender");
    }

    @Test
    void doubtsATopicThatForgetsEarly() {
        Map<String, Existing> existing = asWanted(12);
        existing.put("plangate.plans", new Existing(12, Map.of("min.compaction.lag.ms", "0")));
        existing.put("plangate.check-runs",
                new Existing(12, Map.of("retention.ms", "-1", "retention.bytes", "1000000")));

        assertThat(TopicPlan.mistakes(existing, 12)).isEmpty();
        assertThat(TopicPlan.doubts(existing)).containsExactly(
                "plangate.plans has min.compaction.lag.ms=0, wanted 604800000: who reads later than that misses records",
                "plangate.check-runs has retention.bytes=1000000, wanted -1: who reads later than that misses records");
    }

    private static Map<String, Existing> asWanted(int partitions) {
        return new HashMap<>(TopicPlan.wanted().stream()
                .collect(toMap(Wanted::name, topic -> new Existing(partitions, topic.configs()))));
    }
}
