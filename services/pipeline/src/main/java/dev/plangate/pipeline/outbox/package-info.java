/** Watches what waits in the outbox: alarm, metrics, and the brake of those who would add to it. */
package dev.plangate.pipeline.outbox;
