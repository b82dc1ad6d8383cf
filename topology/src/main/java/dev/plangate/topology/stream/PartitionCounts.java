package dev.plangate.topology.stream;

import dev.plangate.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka Streams joins what lies in partitions of the same number and asks nothing: with unequal counts it sees a fraction. */
final class PartitionCounts {
    private PartitionCounts() {}

    /**
     * How many partitions every topic of the gate has.
     *
     * @throws TopicsUnfit if one is missing or counts differ
     * @throws KafkaException if the brokers do not answer
     */
    static int agreed(Admin admin) {
        var names = Stream.concat(GateTopology.INPUTS.stream(), GateTopology.OUTPUTS.stream())
                .map(topic -> topic.name())
                .toList();
        var described = admin.describeTopics(Stream.concat(names.stream(), Stream.of(Topics.DEAD_LETTERS)).toList())
                .topicNameValues();
        var counts = new TreeMap<String, Integer>();
        described.forEach((name, answer) -> {
            try {
                counts.put(name, answer.get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
                }
                counts.put(name, 0);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
        var mistakes = mistakes(names, counts);
        if (!mistakes.isEmpty()) {
            throw new TopicsUnfit(mistakes);
        }
        return counts.get(names.getFirst());
    }

    /**
     * @param joined topics that must have equal counts; the first is the measure
     * @param counts by topic; 0 = missing
     */
    static List<String> mistakes(List<String> joined, Map<String, Integer> counts) {
        var mistakes = new ArrayList<String>();
        counts.forEach((topic, count) -> {
            if (count == 0) {
                mistakes.add(topic + " is missing");
            }
        });
        var measure = joined.stream().filter(topic -> counts.get(topic) > 0).findFirst();
        measure.ifPresent(first -> joined.stream()
                .filter(topic -> counts.get(topic) > 0 && !counts.get(topic).equals(counts.get(first)))
                .forEach(topic -> mistakes.add("%s has %d partitions, %s has %d: they are joined, counts must be equal"
                        .formatted(topic, counts.get(topic), first, counts.get(first)))));
        return mistakes;
    }
}
