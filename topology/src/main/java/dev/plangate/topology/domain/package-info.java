/**
 * The gate as a pure function: {@code GateState x GateEvent -> GateState x List<Decision>}. No Kafka, no clock, no logger.
 */
package dev.plangate.topology.domain;
