package dev.plangate.db.row;

/**
 * Where a record is in Kafka.
 *
 * @param topic its topic
 * @param partition from 0
 * @param offset within the partition
 */
public record RecordPlace(String topic, int partition, long offset) {

    public RecordPlace {
        Require.text("topic", topic);
        Require.atLeast("partition", partition, 0);
        Require.atLeast("offset", offset, 0);
    }
}
