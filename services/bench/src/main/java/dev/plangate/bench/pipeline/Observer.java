package dev.plangate.bench.pipeline;

import dev.plangate.bench.Progress;
import dev.plangate.bench.pipeline.Timeline.Milestone;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topics;
import dev.plangate.v1.CheckRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A downstream consumer, read_committed: notes when it sees each plan reach each milestone. */
final class Observer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaRegistry registry;
    private final ProtobufSerde<CheckRun> runs;
    private final Thread thread = Thread.ofPlatform().name("bench-observer").unstarted(this::run);
    private volatile Series series = new Series("none", new Timeline(0));
    private volatile boolean stopping;

    private record Series(String name, Timeline timeline) {}

    Observer(String bootstrapServers, String registryUrl) {
        registry = SchemaRegistry.connect(registryUrl, Map.of());
        runs = ProtobufSerde.of(Topics.CHECK_RUNS, registry);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "auto.offset.reset",
                        "latest", "enable.auto.commit", false, "max.poll.records", 5_000, "fetch.max.wait.ms", 20),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.CHECK_RUNS, Topics.ROLLOUT_COMMANDS, Topics.ROLLOUTS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    void watch(String name, Timeline timeline) {
        series = new Series(Load.name(name, 0).replaceAll("0$", ""), timeline);
    }

    /** Waits until all plans have reached the milestone; says how far it is. */
    void await(Milestone milestone, int plans, Progress progress) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Timeline timeline = series.timeline();
        while (timeline.reached(milestone) < plans) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only %d of %d plans reached %s within %s"
                        .formatted(timeline.reached(milestone), plans, milestone, PATIENCE));
            }
            progress.at(timeline.reached(milestone), plans);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private void run() {
        while (!stopping) {
            var polled = consumer.poll(Duration.ofMillis(100));
            long now = System.nanoTime();
            polled.forEach(received -> note(received, now));
        }
        consumer.close();
    }

    private void note(ConsumerRecord<byte[], byte[]> received, long now) {
        String key = new String(received.key(), StandardCharsets.UTF_8);
        if (!key.startsWith(series.name())) {
            return;
        }
        int plan = Integer.parseInt(key.substring(series.name().length()));
        if (received.topic().equals(Topics.ROLLOUT_COMMANDS.name())) {
            series.timeline().reach(Milestone.COMMANDED, plan, now);
        } else if (received.topic().equals(Topics.ROLLOUTS.name())) {
            series.timeline().reach(Milestone.ROLLED_OUT, plan, now);
        } else {
            boolean done = runs.deserialize(received.topic(), received.value()).getStatus() == CheckRun.Status.DONE;
            series.timeline().reach(done ? Milestone.CHECKED : Milestone.QUEUED, plan, now);
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        registry.close();
    }
}
