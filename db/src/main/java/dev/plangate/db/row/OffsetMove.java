package dev.plangate.db.row;

import java.util.UUID;

/**
 * The compare-and-set of one partition's offset.
 *
 * @param topic name
 * @param topicId Kafka's id of it: a topic made anew under its old name has another
 * @param partition from 0
 * @param expected the stored offset that the batch began at; not the first record's, since compaction leaves gaps
 * @param next offset to read next
 */
public record OffsetMove(String topic, UUID topicId, int partition, long expected, long next) {

    public OffsetMove {
        Require.text("topic", topic);
        Require.notNull("topicId", topicId);
        Require.atLeast("partition", partition, 0);
        Require.atLeast("expected", expected, 0);
        Require.atLeast("next", next, expected);
    }
}
