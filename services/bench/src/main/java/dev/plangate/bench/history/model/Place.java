package dev.plangate.bench.history.model;

/**
 * Where a record was read.
 *
 * @param topic     name of the topic
 * @param partition from 0
 * @param offset    from 0
 */
public record Place(String topic, int partition, long offset) {
    /** The partition. */
    public Part part() {
        return new Part(topic, partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
