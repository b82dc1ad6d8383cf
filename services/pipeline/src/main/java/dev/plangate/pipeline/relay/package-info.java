/**
 * Publishes the outbox exactly once: the rows of a part and the list of their ids in one Kafka transaction, then their
 * delete. {@code domain} decides, this package does.
 */
package dev.plangate.pipeline.relay;
