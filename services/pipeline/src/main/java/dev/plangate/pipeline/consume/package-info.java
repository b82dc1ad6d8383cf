/**
 * Consuming Kafka into Postgres: a batch of records, what it changes and the offsets behind it are one Postgres transaction.
 * Used by intake, rollouts and webhooks.
 */
package dev.plangate.pipeline.consume;
