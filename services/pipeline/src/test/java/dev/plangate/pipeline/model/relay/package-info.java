/** One part of the outbox, its lease, Kafka's coordinator, and relays that are the real state machine. */
package dev.plangate.pipeline.model.relay;
