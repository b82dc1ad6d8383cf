package dev.plangate.db.row;

import java.util.UUID;

/**
 * Where a consumer group is on one partition.
 *
 * @param topicId Kafka's id of the topic that was read
 * @param next offset to read next
 */
public record StoredOffset(UUID topicId, long next) {}
