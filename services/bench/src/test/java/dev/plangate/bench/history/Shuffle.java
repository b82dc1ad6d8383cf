package dev.plangate.bench.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** The same history with the records of different keys interleaved in another way, and keys in other partitions. */
final class Shuffle {
    private final Draft draft;
    private final Random random;
    private final Map<Place, Place> moved = new HashMap<>();

    private Shuffle(Draft draft, long seed) {
        this.draft = draft;
        this.random = new Random(seed);
    }

    static Draft of(Draft draft, long seed) {
        var shuffle = new Shuffle(draft, seed);
        for (Topic topic : Topic.values()) {
            shuffle.topic(topic);
        }
        draft.lines("sent.jsonl").forEach(sent -> shuffle.move(sent, sent.path("topic").asText()));
        draft.lines(Topic.DEAD_LETTERS).forEach(shuffle::letter);
        return draft;
    }

    private void topic(Topic topic) {
        List<ObjectNode> lines = draft.lines(topic);
        Map<String, Queue<ObjectNode>> byKey = new LinkedHashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        for (ObjectNode line : lines) {
            byKey.computeIfAbsent(line.path("key").asText(), _ -> new ArrayDeque<>()).add(line);
            partitions.computeIfAbsent(line.path("key").asText(), _ -> random.nextInt(Draft.PARTITIONS));
        }
        var keys = new ArrayList<>(byKey.keySet());
        lines.clear();
        while (!keys.isEmpty()) {
            String key = keys.get(random.nextInt(keys.size()));
            ObjectNode line = byKey.get(key).remove();
            Place was = Draft.place(topic, line);
            line.put("partition", partitions.get(key)).put("offset", 7 + 3 * lines.size());
            moved.put(was, Draft.place(topic, line));
            lines.add(line);
            if (byKey.get(key).isEmpty()) {
                keys.remove(key);
            }
        }
    }

    private void move(ObjectNode sent, String topic) {
        if (sent.has("offset")) {
            var was = new Place(topic, sent.get("partition").asInt(), sent.get("offset").asLong());
            Place is = moved.getOrDefault(was, new Place(topic, 0, 999_999));
            sent.put("partition", is.partition()).put("offset", is.offset());
        }
    }

    private void letter(ObjectNode line) {
        ObjectNode headers = (ObjectNode) line.get("headers");
        if (headers.has("dead-letter-offset")) {
            var was = new Place(headers.get("dead-letter-topic").asText(),
                    headers.get("dead-letter-partition").asInt(), headers.get("dead-letter-offset").asLong());
            Place is = moved.getOrDefault(was, was);
            headers.put("dead-letter-partition", Integer.toString(is.partition())).put("dead-letter-offset",
                    Long.toString(is.offset()));
        }
    }
}
