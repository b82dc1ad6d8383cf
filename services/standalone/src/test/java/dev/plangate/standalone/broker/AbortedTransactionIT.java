package dev.plangate.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.standalone.Await;
import dev.plangate.topology.stream.RejoiningClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One task of a stream thread is found corrupted while partitions move: Kafka Streams aborts what all tasks of that thread wrote, without
 * a commit before. Nothing of it may be missing in the end.
 */
final class AbortedTransactionIT {
    private static final int PARTITIONS = 4;
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(20);
    private static final int LOOKS = 10;

    @TempDir
    Path dir;

    private final Set<String> processed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch block = new CountDownLatch(1);
    private final AtomicBoolean corrupted = new AtomicBoolean();
    private final List<String> committed = new ArrayList<>();
    private KafkaProducer<String, String> producer;
    private KafkaConsumer<String, String> consumer;

    private final class Step extends ContextualFixedKeyProcessor<String, String, String> {
        @Override
        public void process(FixedKeyRecord<String, String> record) {
            if (record.value().equals("block")) {
                await();
            }
            if (record.value().equals("corrupt") && corrupted.compareAndSet(false, true)) {
                throw new TaskCorruptedException(Set.of(context().taskId()));
            }
            context().forward(record);
            processed.add(record.value());
        }

        private void await() {
            try {
                block.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void whatTheOtherTasksWroteIsWrittenAgain() throws Exception {
        try (var broker = EmbeddedBroker.start(dir.resolve("broker"), 0)) {
            topics(broker);
            try (var mover = streams(broker, "mover"); var holder = streams(broker, "holder")) {
                mover.start();
                holder.start();
                Await.until("two tasks each", () -> tasks(mover).size() == 2 && tasks(holder).size() == 2);
                var mine = List.copyOf(tasks(mover));

                // The one that is busy keeps the group from agreeing, so that the other one goes on without committing.
                send("block", List.copyOf(tasks(holder)).getFirst());
                mover.addStreamThread();
                var probes = probes(mine.getFirst());
                send("corrupt", mine.getLast());
                Await.until("a corrupted task", corrupted::get);
                block.countDown();

                Await.until("everything", () -> seen().size() >= probes.size() + 2);
                assertThat(committed).containsExactlyInAnyOrderElementsOf(
                        Stream.concat(probes.stream(), Stream.of("block", "corrupt"))
                                .toList());
            } finally {
                block.countDown();
                producer.close();
                consumer.close();
            }
        }
    }

    /** Sent until one is processed and, many commit intervals later, not committed. */
    private List<String> probes(int partition) throws Exception {
        var probes = new ArrayList<String>();
        while (seen().containsAll(probes)) {
            String probe = "probe " + probes.size();
            probes.add(probe);
            send(probe, partition);
            Await.until(probe, () -> processed.contains(probe));
            for (int looks = 0; looks < LOOKS && !seen().contains(probe); looks++) {
                assertThat(processed).contains(probe);
            }
        }
        return probes;
    }

    private List<String> seen() {
        consumer.poll(COMMIT_INTERVAL.multipliedBy(10)).forEach(record -> committed.add(record.value()));
        return committed;
    }

    private static Set<Integer> tasks(KafkaStreams streams) {
        var partitions = new TreeSet<Integer>();
        streams.metadataForLocalThreads().forEach(thread -> thread.activeTasks().forEach(
                task -> task.topicPartitions().forEach(partition -> partitions.add(partition.partition()))));
        return partitions;
    }

    private void send(String value, int partition) throws Exception {
        producer.send(new ProducerRecord<>("in", partition, "key", value)).get();
    }

    private void topics(EmbeddedBroker broker) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic("in", PARTITIONS, (short) 1), new NewTopic("out", 1, (short) 1)))
                    .all().get();
        }
        producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer());
        consumer.assign(List.of(new TopicPartition("out", 0)));
    }

    private KafkaStreams streams(EmbeddedBroker broker, String name) {
        var builder = new StreamsBuilder();
        builder.<String, String>stream("in").processValues(Step::new).to("out", Produced
                .with(Serdes.String(), Serdes.String(), (_, _, _, _) -> Optional.of(Set.of(0))));
        Topology topology = builder.build();
        var properties = new Properties();
        properties.putAll(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "aborted", //
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(), //
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2, //
                StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic", //
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis(), //
                StreamsConfig.STATE_DIR_CONFIG, dir.resolve(name).toString(), //
                StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class, //
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class, //
                StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest", //
                StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 100));
        return new KafkaStreams(topology, properties, new RejoiningClients());
    }
}
