package dev.plangate.pipeline.runtime;

/** What one step of a {@link Loop} found. */
public enum Outcome {
    /** There may be more to do: go on at once. */
    BUSY,
    /** There was nothing to do: wait. */
    IDLE
}
