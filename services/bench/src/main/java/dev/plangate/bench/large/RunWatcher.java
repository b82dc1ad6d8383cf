package dev.plangate.bench.large;

import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a read_committed consumer sees of check runs, and when. */
final class RunWatcher implements AutoCloseable {
    /**
     * A terminal event.
     *
     * @param seenNanos by System.nanoTime
     */
    record Ended(CheckRun run, long seenNanos) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ProtobufSerde<CheckRun> runs;
    private final ProtobufSerde<CheckResult> results;
    private final Map<String, List<Ended>> ended = new HashMap<>();
    private final Map<String, Map<String, Integer>> targets = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("large-plan-watch").unstarted(this::read);
    private volatile boolean stopping;

    /** Starts at once. */
    RunWatcher(String bootstrapServers, SchemaRegistry registry) {
        runs = ProtobufSerde.of(Topics.CHECK_RUNS, registry);
        results = ProtobufSerde.of(Topics.CHECK_RESULTS, registry);
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level",
                "read_committed", "auto.offset.reset", "earliest", "enable.auto.commit", false, "max.poll.records",
                5_000), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.CHECK_RUNS, Topics.CHECK_RESULTS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!stopping) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (record.topic().equals(Topics.CHECK_RUNS.name())) {
                        note(runs.deserialize(record.topic(), record.value()));
                    } else {
                        note(results.deserialize(record.topic(), record.value()));
                    }
                });
            }
        }
    }

    private synchronized void note(CheckRun run) {
        if (run.hasEndTime()) {
            ended.computeIfAbsent(run.getPlan(), _ -> new ArrayList<>()).add(new Ended(run, System.nanoTime()));
        }
    }

    private synchronized void note(CheckResult result) {
        targets.computeIfAbsent(result.getPlan(), _ -> new HashMap<>()).merge(result.getTarget(), 1, Integer::sum);
    }

    /** The first terminal event of a plan's runs. */
    synchronized Optional<Ended> ended(String plan) {
        return ended.getOrDefault(plan, List.of()).stream().findFirst();
    }

    /** Terminal events of a plan's runs. */
    synchronized int ends(String plan) {
        return ended.getOrDefault(plan, List.of()).size();
    }

    /** How often each target of a plan was published. */
    synchronized Map<String, Integer> targets(String plan) {
        return Map.copyOf(targets.getOrDefault(plan, Map.of()));
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
