/**
 * Rollouts: turns the gate's commands into rollouts. Postgres decides: a command counts only while the plan state and the run
 * that it names are the newest, and no plan ever has a second rollout.
 */
package dev.plangate.pipeline.rollouts;
