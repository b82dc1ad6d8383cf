/**
 * One outbox part as a state machine, and the arithmetic around it. Pure: java.* alone, no clock, no Kafka, no database.
 */
package dev.plangate.pipeline.relay.domain;
