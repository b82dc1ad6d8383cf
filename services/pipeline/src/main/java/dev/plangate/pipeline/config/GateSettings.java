package dev.plangate.pipeline.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gate.
 *
 * @param commitInterval of Kafka Streams: most of the gate's latency
 * @param approvalRules a readable file with the approval rules of the workspace; empty when it has none
 * @param stateDir local copy of the gate's state; may be lost, it is restored from its changelog
 */
public record GateSettings(Duration commitInterval, int threads, Path stateDir, Optional<Path> approvalRules) {
    static final Key<Duration> COMMIT_INTERVAL = Key.time("gate.commit.interval", Duration.ofMillis(50),
            Duration.ofMillis(1), Duration.ofSeconds(30), "How often the gate commits: most of its latency.");
    static final Key<Integer> THREADS = Key.whole("gate.threads", 1, 1, 256,
            "Stream threads; more than topics.partitions are idle.");
    static final Key<Path> STATE_DIR = Key.of("gate.state.dir", Kind.path("a directory"), "data/gate",
            "Local copy of the gate's state; may be lost, is then restored from Kafka.");
    static final Key<Path> APPROVAL_RULES = Key.optional("gate.approval.rules", Kind.path("a readable JSON file"),
            "Approval rules for whatever no rule of a project decides: plangate.v1.ApprovalRules in JSON.");
    static final List<Key<?>> KEYS = List.of(COMMIT_INTERVAL, THREADS, STATE_DIR, APPROVAL_RULES);

    static GateSettings read(Values values) {
        Optional<Path> rules = values.find(APPROVAL_RULES);
        if (rules.isPresent() && !Files.isReadable(rules.get())) {
            values.mistake(APPROVAL_RULES, "should be a readable JSON file");
        }
        return new GateSettings(values.get(COMMIT_INTERVAL), values.get(THREADS), values.get(STATE_DIR), rules);
    }
}
