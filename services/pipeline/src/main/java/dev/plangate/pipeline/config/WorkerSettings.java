package dev.plangate.pipeline.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Worker.
 *
 * @param instancesFile the databases that plans may target; the worker alone needs it
 * @param concurrency targets that are checked at once
 * @param claimBatch runs that one claim takes at most
 * @param sliceSize databases of a run that one worker checks; a run with more is cut into slices
 * @param lease how long a claimed run stays with a worker that is not heard of, by the database's clock
 * @param heartbeat how often leases are renewed
 * @param attempts claims of one run before it ends FAILED
 * @param targetDeadline longest check of one target
 */
public record WorkerSettings(Optional<Path> instancesFile, int concurrency, int claimBatch, int sliceSize,
        Duration lease,
        Duration heartbeat, int attempts, Duration targetDeadline) {
    static final Key<Path> INSTANCES_FILE = Key.optional("instances.file", Kind.path("a readable YAML file"),
            "instances.yaml: the databases that plans may target. Required by the worker.");
    static final Key<Integer> CONCURRENCY = Key.whole("worker.concurrency", 64, 1, 10_000,
            "Targets that one worker checks at once.");
    static final Key<Integer> CLAIM_BATCH = Key.whole("worker.claim.batch", 100, 1, 5_000,
            "Check runs that one claim takes at most.");
    static final Key<Integer> SLICE_SIZE = Key.whole("worker.slice.size", 64, 1, 10_000,
            "Databases of a run that one worker checks; a run with more is cut into slices that all workers share.");
    static final Key<Duration> LEASE = Key.time("worker.lease", Duration.ofSeconds(7), Duration.ofSeconds(1),
            Duration.ofMinutes(10), "After this time without a heartbeat another worker takes a run over.");
    static final Key<Duration> HEARTBEAT = Key.time("worker.heartbeat", Duration.ofSeconds(2), Duration.ofMillis(100),
            Duration.ofMinutes(3), "How often a worker renews its leases; at most a third of worker.lease.");
    static final Key<Integer> ATTEMPTS = Key.whole("worker.attempts", 5, 1, 100,
            "Claims of one run before it ends FAILED.");
    static final Key<Duration> TARGET_DEADLINE = Key.time("worker.target.deadline", Duration.ofSeconds(30),
            Duration.ofMillis(100), Duration.ofHours(1), "Longest check of one target.");
    static final List<Key<?>> KEYS = List.of(INSTANCES_FILE, CONCURRENCY, CLAIM_BATCH, SLICE_SIZE, LEASE, HEARTBEAT,
            ATTEMPTS,
            TARGET_DEADLINE);

    static WorkerSettings read(Values values) {
        Optional<Path> instances = values.find(INSTANCES_FILE);
        if (instances.isPresent() && !Files.isReadable(instances.get())) {
            values.mistake(INSTANCES_FILE, "should be a readable YAML file");
        }
        Duration lease = values.get(LEASE);
        Duration heartbeat = values.get(HEARTBEAT);
        if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            values.mistake(HEARTBEAT, "should be at most a third of worker.lease (%s)".formatted(Kind.show(lease)));
        }
        return new WorkerSettings(instances, values.get(CONCURRENCY), values.get(CLAIM_BATCH), values.get(SLICE_SIZE),
                lease, heartbeat,
                values.get(ATTEMPTS), values.get(TARGET_DEADLINE));
    }
}
