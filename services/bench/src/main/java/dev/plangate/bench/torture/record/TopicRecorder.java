package dev.plangate.bench.torture.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Message;
import dev.plangate.contract.MalformedRecord;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.RecordHeaders;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Sha256;
import dev.plangate.contract.Topic;
import dev.plangate.contract.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A read_committed consumer of all topics from their beginning, while they are written: compaction would hide duplicates. */
public final class TopicRecorder implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, ProtobufSerde<? extends Message>> serdes;
    private final Map<String, LineFile> files;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> counts;
    private final Thread thread = Thread.ofPlatform().name("torture-recorder").unstarted(this::run);
    private volatile long lastArrival = System.nanoTime();
    private volatile boolean stopping;
    private volatile RuntimeException failure;

    /** Starts at once. */
    public TopicRecorder(String bootstrapServers, SchemaRegistry registry, Path dir) {
        serdes = Topics.ALL.stream().collect(Collectors.toMap(Topic::name, topic -> ProtobufSerde.of(topic, registry)));
        List<String> names = Stream.concat(serdes.keySet().stream(), Stream.of(Topics.DEAD_LETTERS)).sorted().toList();
        files = names.stream().collect(
                Collectors.toMap(Function.identity(), name -> LineFile.create(dir.resolve(name + ".jsonl"))));
        counts = names.stream().collect(Collectors.toMap(Function.identity(), _ -> new AtomicLong()));
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "auto.offset.reset",
                        "none", "enable.auto.commit", false, "max.poll.records", 2_000, "metadata.max.age.ms", 10_000),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = names.stream().flatMap(name -> consumer.partitionsFor(name).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition())).toList();
        consumer.assign(partitions);
        partitions.forEach(tp -> consumer.seek(tp, 0));
        thread.start();
    }

    /** Up to where each partition was read. */
    public Map<TopicPartition, Long> positions() {
        if (failure != null) {
            throw new IllegalStateException("the recorder ended", failure);
        }
        return Map.copyOf(positions);
    }

    /** Behind the last record that was read of each partition; markers are no records. */
    public Map<TopicPartition, Long> ends(Collection<Topic<?>> topics) {
        List<String> names = topics.stream().map(Topic::name).toList();
        var ends = new HashMap<>(this.ends);
        ends.keySet().removeIf(tp -> !names.contains(tp.topic()));
        return ends;
    }

    /** Records read of a topic. */
    public long count(String topic) {
        return counts.get(topic).get();
    }

    /** Since something was last read. */
    public Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastArrival);
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                var polled = consumer.poll(Duration.ofMillis(100));
                polled.forEach(this::note);
                if (!polled.isEmpty()) {
                    lastArrival = System.nanoTime();
                }
                polled.nextOffsets().forEach((tp, next) -> positions.put(tp, next.offset()));
                if (polled.isEmpty()) {
                    consumer.assignment().forEach(tp -> positions.put(tp, consumer.position(tp)));
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> received) {
        ends.put(new TopicPartition(received.topic(), received.partition()), received.offset() + 1);
        counts.get(received.topic()).incrementAndGet();
        files.get(received.topic()).add(JsonLine.of(json -> {
            json.writeNumberField("partition", received.partition());
            json.writeNumberField("offset", received.offset());
            json.writeNumberField("timestamp", received.timestamp());
            json.writeStringField("key", text(received.key()));
            Header eventId = received.headers().lastHeader(RecordHeaders.EVENT_ID);
            if (eventId != null) {
                json.writeStringField("event_id", text(eventId.value()));
            }
            json.writeObjectFieldStart("headers");
            for (Header header : received.headers()) {
                json.writeStringField(header.key(), text(header.value()));
            }
            json.writeEndObject();
            value(json, received);
        }));
    }

    private void value(JsonGenerator json, ConsumerRecord<byte[], byte[]> received) throws IOException {
        ProtobufSerde<? extends Message> serde = serdes.get(received.topic());
        if (received.value() != null) {
            json.writeStringField("sha256", Sha256.hex(received.value()));
        }
        if (serde == null) {
            return;
        }
        try {
            Message message = serde.deserialize(received.topic(), received.value());
            if (message != null && received.topic().equals(Topics.SHEETS.name())) {
                message = message.getDefaultInstanceForType();
            }
            JsonLine.message(json, "value", message);
        } catch (MalformedRecord | IOException e) {
            json.writeStringField("undecodable", String.valueOf(e.getMessage()));
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        files.values().forEach(LineFile::close);
    }
}
