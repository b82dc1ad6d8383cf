package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Scattered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the partitions end, and in which of them each key is. */
final class Partitions {
    private final History history;
    private final Map<String, Map<String, Place>> firstOfKey = new HashMap<>();

    Partitions(History history) {
        this.history = history;
    }

    /** Each record once, in the order of its partition: else it is no history. */
    void advance(Place at) {
        Long before = history.lastOffsets().put(at.part(), at.offset());
        if (before != null && before >= at.offset()) {
            history.lastOffsets().put(at.part(), before);
            throw new IllegalArgumentException(
                    "offset: %d comes after %d of partition %d; the history must hold each record once, in order"
                            .formatted(at.offset(), before, at.partition()));
        }
    }

    void keyed(Place at, String key) {
        Place first = firstOfKey.computeIfAbsent(at.topic(), _ -> new HashMap<>()).putIfAbsent(key, at);
        if (first != null && first.partition() != at.partition()) {
            history.scattered().add(new Scattered(key, List.of(first, at)));
        }
    }
}
