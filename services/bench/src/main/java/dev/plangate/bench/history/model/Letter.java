package dev.plangate.bench.history.model;

import java.util.Optional;

/**
 * A record of plangate.dead-letters.
 *
 * @param source the record that was refused; empty: it does not say
 * @param stage  who refused it
 * @param error  why
 */
public record Letter(Place at, Optional<Place> source, String stage, String error) implements Seen {}
