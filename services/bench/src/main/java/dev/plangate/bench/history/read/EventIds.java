package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where each event id was seen first. Those of upstream may be any text: nobody promises anything about them. */
final class EventIds {
    /** A UUID takes a fifth of the memory of its text. */
    private final Map<Object, Place> first = new HashMap<>();

    /** Where it was seen before. */
    Optional<Place> seen(String eventId, Place at) {
        return Optional.ofNullable(first.putIfAbsent(uuid(eventId).map(Object.class::cast).orElse(eventId), at));
    }

    static boolean isUuid(String eventId) {
        return uuid(eventId).isPresent();
    }

    private static Optional<UUID> uuid(String eventId) {
        try {
            return Optional.of(UUID.fromString(eventId));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
