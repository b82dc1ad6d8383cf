package dev.plangate.bench.history.read;

import java.util.HashMap;
import java.util.Map;

/** Keeps each text once: names of plans and targets come again thousands of times. */
final class Texts {
    private final Map<String, String> known = new HashMap<>();

    String one(String text) {
        String before = known.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
