package dev.plangate.bench.history.model;

/** A record that was read from a topic. */
public interface Seen {
    /** Where. */
    Place at();
}
