/** What is told of a record, and what becomes of a delivery after an attempt, without I/O. */
package dev.plangate.pipeline.webhooks.domain;
