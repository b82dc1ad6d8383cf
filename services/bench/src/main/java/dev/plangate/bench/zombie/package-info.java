/**
 * The same pause under several job queues: worker A claims a job and is stopped past its lease, B takes over and
 * finishes, A goes on and hands in what it has. Who accepts it?
 */
package dev.plangate.bench.zombie;
