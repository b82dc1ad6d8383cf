package dev.plangate.pipeline.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Gate.
 *
 * @param commitInterval of Kafka Streams: most of the gate's latency
 * @param stateDir local copy of the gate's state; may be lost, it is restored from its changelog
 */
public record GateSettings(Duration commitInterval, int threads, Path stateDir) {
    static final Key<Duration> COMMIT_INTERVAL = Key.time("gate.commit.interval", Duration.ofMillis(50),
            Duration.ofMillis(1), Duration.ofSeconds(30), "How often the gate commits: most of its latency.");
    static final Key<Integer> THREADS = Key.whole("gate.threads", 1, 1, 256,
            "Stream threads; more than topics.partitions are idle.");
    static final Key<Path> STATE_DIR = Key.of("gate.state.dir", Kind.path("a directory"), "data/gate",
            "Local copy of the gate's state; may be lost, is then restored from Kafka.");
    static final List<Key<?>> KEYS = List.of(COMMIT_INTERVAL, THREADS, STATE_DIR);

    static GateSettings read(Values values) {
        return new GateSettings(values.get(COMMIT_INTERVAL), values.get(THREADS), values.get(STATE_DIR));
    }
}
