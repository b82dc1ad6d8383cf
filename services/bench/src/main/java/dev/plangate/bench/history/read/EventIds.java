package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where each event id was seen first. */
final class EventIds {
    private final Map<UUID, Place> first = new HashMap<>();

    /** Where it was seen before. */
    Optional<Place> seen(String eventId, Place at) {
        return Optional.ofNullable(first.putIfAbsent(UUID.fromString(eventId), at));
    }
}
