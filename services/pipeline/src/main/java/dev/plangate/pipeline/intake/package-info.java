/**
 * Intake: the upstream topics into Postgres. Validates what arrives, folds it into plans, makes their check runs and appends
 * what is to be published to the outbox; one transaction per batch, with the offsets.
 */
package dev.plangate.pipeline.intake;
