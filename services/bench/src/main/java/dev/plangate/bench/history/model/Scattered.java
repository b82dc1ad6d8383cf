package dev.plangate.bench.history.model;

import java.util.List;

/** A key whose records are in more than one partition of a topic, so that they have no order. */
public record Scattered(String key, List<Place> proof) {
    public Scattered {
        proof = List.copyOf(proof);
    }
}
