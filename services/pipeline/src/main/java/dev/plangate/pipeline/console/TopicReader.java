package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanPartition;
import dev.plangate.contract.ProtobufSerde;
import dev.plangate.contract.SchemaRegistry;
import dev.plangate.contract.Topic;
import dev.plangate.pipeline.runtime.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the one partition that a key lives in, committed records only. An end offset is reached by the consumer's
 * position, not by a record: the last offset of a transactional topic is a marker.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FIRST_WINDOW = 2_000;

    private final Cluster cluster;
    private final Consumer<String, byte[]> consumer;
    /** Reading needs no schema ids, so commands that only read need no registry. */
    private final SchemaRegistry noRegistry = SchemaRegistry.connect("mock://reading", Map.of());
    private final Map<String, ProtobufSerde<?>> serdes = new HashMap<>();

    TopicReader(Cluster cluster) {
        this.cluster = cluster;
        this.consumer = cluster.consumer();
    }

    /** The partition of a key. */
    TopicPartition partition(Topic<?> topic, String key) {
        return new TopicPartition(topic.name(), PlanPartition.of(key, partitions(topic)));
    }

    /** Refuses a topic that is not there. */
    int partitions(Topic<?> topic) {
        List<PartitionInfo> infos = null;
        try {
            infos = consumer.partitionsFor(topic.name());
        } catch (UnknownTopicOrPartitionException e) {
            // Said below.
        }
        if (infos == null || infos.isEmpty()) {
            throw new Refusal(ExitCode.FAILURE,
                    "Topic %s does not exist on %s. Create the topics with: plangate topics".formatted(topic.name(),
                            cluster.bootstrapServers()));
        }
        return infos.size();
    }

    /** Where committed records end now. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /** Hands over every record from the beginning to {@code ends}, in order within each partition. */
    void readAll(Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
        read(consumer.beginningOffsets(ends.keySet()), ends, each);
    }

    /** Hands over the records from the first that is as new as {@code since}. */
    void readSince(TopicPartition partition, Instant since, long end,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
        OffsetAndTimestamp start = consumer.offsetsForTimes(Map.of(partition, since.toEpochMilli())).get(partition);
        if (start != null) {
            read(Map.of(partition, start.offset()), Map.of(partition, end), each);
        }
    }

    /** The last record before {@code end} that fits; looks at the newest records first, in growing windows. */
    Optional<ConsumerRecord<String, byte[]>> last(TopicPartition partition, long end,
            Predicate<ConsumerRecord<String, byte[]>> fits) {
        long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
        long window = FIRST_WINDOW;
        for (long to = end; to > beginning; window *= 4) {
            long from = Math.max(beginning, to - window);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            read(Map.of(partition, from), Map.of(partition, to), record -> {
                if (fits.test(record)) {
                    found.add(record);
                }
            });
            if (!found.isEmpty()) {
                return Optional.of(found.getLast());
            }
            to = from;
        }
        return Optional.empty();
    }

    private void read(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
        follow(starts);
        Map<TopicPartition, Long> left = new HashMap<>(ends);
        while (true) {
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (left.isEmpty()) {
                return;
            }
            for (ConsumerRecord<String, byte[]> record : poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                }
            }
        }
    }

    /** From now on {@link #poll} goes on from these offsets. */
    void follow(Map<TopicPartition, Long> starts) {
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
    }

    /** What came in, within that time. */
    Iterable<ConsumerRecord<String, byte[]>> poll(Duration longest) {
        return consumer.poll(longest);
    }

    /** The record's value; empty for a tombstone and for what cannot be read, which is not ours to judge. */
    @SuppressWarnings("unchecked") // One serde for each topic, of its own type.
    <V extends Message> Optional<V> value(Topic<V> topic, ConsumerRecord<String, byte[]> record) {
        var serde = (ProtobufSerde<V>) serdes.computeIfAbsent(topic.name(), _ -> ProtobufSerde.of(topic, noRegistry));
        try {
            return Optional.ofNullable(serde.deserialize(topic.name(), record.value()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
