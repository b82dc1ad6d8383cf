package dev.plangate.pipeline.console;

import dev.plangate.pipeline.console.document.Kind;
import java.util.HashMap;
import java.util.Map;

/** The newest numbers that the topics hold: a plan's revision, a project's version and so on. */
final class Known {
    private record Resource(Kind kind, String key) {}

    private final Map<Resource, Long> numbers = new HashMap<>();

    /** The newest number; 0 = never seen. */
    long newest(Kind kind, String key) {
        return numbers.getOrDefault(new Resource(kind, key), 0L);
    }

    /** Notes a number; an older one changes nothing. */
    void see(Kind kind, String key, long number) {
        numbers.merge(new Resource(kind, key), number, Math::max);
    }
}
