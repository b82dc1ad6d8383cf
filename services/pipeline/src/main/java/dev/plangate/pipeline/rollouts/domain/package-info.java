/** What becomes of a command, without I/O. */
package dev.plangate.pipeline.rollouts.domain;
