package dev.plangate.pipeline.model.queue;

/** lease_until, against the clock of the database. A renewal is no step: OPEN stays OPEN for as long as one likes. */
enum Lease {
    NONE, OPEN, OVER
}
