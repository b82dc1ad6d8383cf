package dev.plangate.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** What is to be created, and what is wrong with what exists: pure comparison. */
final class TopicPlan {

    /** How long, or how much of, a record stays readable. */
    private static final List<String> KEPT_FOR = List.of(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            TopicConfig.DELETE_RETENTION_MS_CONFIG, TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.RETENTION_BYTES_CONFIG);

    private TopicPlan() {}

    /** A topic on the broker. {@code configs} is empty where they may not be read. */
    record Existing(int partitions, Map<String, String> configs) {}

    /** A topic as it should be. */
    record Wanted(String name, boolean planKeyed, Map<String, String> configs) {}

    /** Every topic of Plangate, dead letters too. */
    static List<Wanted> wanted() {
        return Stream.concat(
                Topics.ALL.stream()
                        .map(t -> new Wanted(t.name(), t.keyed() == Topic.Keyed.PLAN, t.configs())),
                Stream.of(new Wanted(Topics.DEAD_LETTERS, false, TopicConfigs.deadLetters()))).toList();
    }

    static List<NewTopic> missing(Set<String> existing, int partitions, short replicationFactor) {
        return wanted().stream().filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), partitions, replicationFactor)
                        .configs(created(topic.configs(), replicationFactor)))
                .toList();
    }

    /** With three replicas or more, an acknowledged record is on two of them. */
    private static Map<String, String> created(Map<String, String> configs, short replicationFactor) {
        Map<String, String> all = new TreeMap<>(configs);
        if (replicationFactor >= 3) {
            all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return all;
    }

    /** Everything that is wrong with the topics that exist, in words; empty = nothing. */
    static List<String> mistakes(Map<String, Existing> existing, int partitions) {
        List<String> mistakes = new ArrayList<>();
        for (Wanted topic : wanted()) {
            Existing found = existing.get(topic.name());
            if (found == null) {
                continue;
            }
            if (topic.planKeyed() && found.partitions() != partitions) {
                mistakes.add("%s has %d partitions, wanted %d: topics keyed by plan are joined partition by partition"
                        .formatted(topic.name(), found.partitions(), partitions));
            }
            cleanup(topic, found, mistakes);
            size(topic, found, mistakes);
        }
        return mistakes;
    }

    /** What is less than Plangate would choose, in words; an operator may have reasons. */
    static List<String> doubts(Map<String, Existing> existing) {
        List<String> doubts = new ArrayList<>();
        for (Wanted topic : wanted()) {
            Map<String, String> found = existing.getOrDefault(topic.name(), new Existing(0, Map.of())).configs();
            for (String name : KEPT_FOR) {
                String wanted = topic.configs().get(name);
                String got = found.get(name);
                if (wanted != null && got != null && isLess(Long.parseLong(got), Long.parseLong(wanted))) {
                    doubts.add("%s has %s=%s, wanted %s: who reads later than that misses records".formatted(
                            topic.name(), name, got, wanted));
                }
            }
        }
        return doubts;
    }

    /** -1 = without limit. */
    private static boolean isLess(long got, long wanted) {
        return wanted == -1 ? got != -1 : got != -1 && got < wanted;
    }

    private static void cleanup(Wanted topic, Existing found, List<String> mistakes) {
        String got = found.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        String wanted = topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (got != null && !got.equals(wanted)) {
            mistakes.add("%s has cleanup.policy=%s, wanted %s: %s".formatted(topic.name(), got, wanted,
                    TopicConfig.CLEANUP_POLICY_COMPACT.equals(wanted)
                            ? "it carries states, which must outlive any retention"
                            : "it carries events, which compaction would lose"));
        }
    }

    private static void size(Wanted topic, Existing found, List<String> mistakes) {
        String got = found.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        String wanted = topic.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (got != null && Long.parseLong(got) < Long.parseLong(wanted)) {
            mistakes.add("%s has max.message.bytes=%s, wanted %s or more: a record that it refuses stops its sender"
                    .formatted(topic.name(), got, wanted));
        }
    }
}
