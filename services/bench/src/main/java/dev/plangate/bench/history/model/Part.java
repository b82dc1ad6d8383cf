package dev.plangate.bench.history.model;

/** A partition of a topic. */
public record Part(String topic, int partition) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
