/**
 * The gate on Kafka Streams: reads records, hands them to {@link dev.plangate.topology.domain.Gate}, publishes what it
 * decides, all in one transaction. Nothing is decided here.
 */
package dev.plangate.topology.stream;
