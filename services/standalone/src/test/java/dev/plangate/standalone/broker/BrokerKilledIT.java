package dev.plangate.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plangate.standalone.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is killed while many transactions are being committed, and started again on its directory. Each transaction
 * is a record in several partitions: it is seen in all of them or in none.
 */
class BrokerKilledIT {
    /** As many as the pipeline has: at its start the broker is still busy with them when it ends old transactions. */
    private static final int PARTITIONS = 200;
    private static final int TOUCHED = 6;
    private static final int PRODUCERS = 24;
    private static final int ROUNDS = 3;
    private static final int COMMITS = 200;
    private static final String TOPIC = "ledger";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    private final int port = Ports.free();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private Process broker;

    @BeforeEach
    void start() throws Exception {
        run();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        broker.destroyForcibly().waitFor();
    }

    @Test
    void aTransactionIsInAllOfItsPartitionsOrInNoneAndReadersNeverHang() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            commitUntilKilled(round);
            run();
            endOpenTransactions();

            Map<String, Integer> seen = read();

            assertThat(seen).as("round %d: what one partition shows, all show", round)
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(TOUCHED));
            assertThat(seen.keySet()).as("round %d: nothing that was acknowledged is lost", round)
                    .containsAll(committed);
        }
    }

    /** Kills while all producers are committing. */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what a record failed with
    private void commitUntilKilled(int round) throws Exception {
        var stop = new AtomicBoolean();
        var commits = new CountDownLatch(COMMITS);
        List<Thread> threads = IntStream.range(0, PRODUCERS).mapToObj(p -> Thread.ofPlatform().start(() -> {
            KafkaProducer<String, String> producer = producer(p);
            try {
                producer.initTransactions();
                for (int t = 0; !stop.get(); t++) {
                    String id = "%d-%d-%d".formatted(round, p, t);
                    producer.beginTransaction();
                    for (int i = 0; i < TOUCHED; i++) {
                        int partition = Math.floorMod(id.hashCode() * 31 + i * PARTITIONS / TOUCHED, PARTITIONS);
                        producer.send(new ProducerRecord<>(TOPIC, partition, null, id));
                    }
                    producer.commitTransaction();
                    committed.add(id);
                    commits.countDown();
                }
            } catch (KafkaException e) {
                // the broker is gone
            } finally {
                producer.close(Duration.ZERO); // without a limit it waits for the broker
            }
        })).toList();
        assertThat(commits.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("commits come").isTrue();
        broker.destroyForcibly().waitFor();
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** What was neither committed nor aborted is aborted by whoever takes the transactional id over. */
    private void endOpenTransactions() {
        for (int p = 0; p < PRODUCERS; p++) {
            try (KafkaProducer<String, String> producer = producer(p)) {
                producer.initTransactions();
            }
        }
    }

    /** How often a read_committed consumer sees each transaction, up to the end of what is stored. */
    private Map<String, Integer> read() {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
        Map<TopicPartition, Long> ends;
        try (var consumer = consumer("read_uncommitted")) {
            ends = consumer.endOffsets(partitions);
        }
        var seen = new HashMap<String, Integer>();
        try (var consumer = consumer("read_committed")) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                assertThat(System.nanoTime()).as("a reader hangs before %s",
                        partitions.stream().filter(p -> consumer.position(p) < ends.get(p)).toList()).isLessThan(end);
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.merge(record.value(), 1, Integer::sum));
            }
        }
        return seen;
    }

    private KafkaConsumer<String, String> consumer(String isolation) {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap(), "auto.offset.reset", "earliest",
                "isolation.level", isolation), new StringDeserializer(), new StringDeserializer());
    }

    private KafkaProducer<String, String> producer(int number) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap(), "transactional.id", "p" + number,
                "delivery.timeout.ms", "4000", "request.timeout.ms", "2000", "max.block.ms", "15000", "linger.ms", "0");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private String bootstrap() {
        return "127.0.0.1:" + port;
    }

    private void run() throws IOException {
        broker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(), dir.resolve("broker").toString(), Integer.toString(port))
                .redirectErrorStream(true).redirectOutput(dir.resolve("broker.log").toFile()).start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap(), "default.api.timeout.ms", "60000"))) {
            admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the broker does not answer", e);
        }
    }
}
