/** From the outcomes of a run's targets to what is stored and published, without I/O. */
package dev.plangate.pipeline.worker.domain;
