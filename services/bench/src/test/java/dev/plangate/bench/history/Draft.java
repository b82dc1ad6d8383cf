package dev.plangate.bench.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A history under construction: lines of files, to be added, changed, and written. Offsets have gaps, as with transactions. */
final class Draft {
    static final int PARTITIONS = 3;
    private static final int STEP = 10;
    private static final int MARKERS = 3;

    final ObjectNode meta = Json.object("seed", 7, "plans", 15, "faults", 2, "drained", true).put("format", 1);
    private final Map<String, List<ObjectNode>> files = new TreeMap<>();
    private long events;

    Draft() {
        for (Topic topic : Topic.values()) {
            lines(file(topic));
        }
        for (String table : List.of("plan", "plan_check_run", "rollout", "outbox", "consumer_offset")) {
            lines(table(table));
        }
        lines("sent.jsonl");
    }

    static String file(Topic topic) {
        return "topics/" + topic.topicName() + ".jsonl";
    }

    static String table(String table) {
        return "tables/" + table + ".jsonl";
    }

    List<ObjectNode> lines(String file) {
        return files.computeIfAbsent(file, _ -> new ArrayList<>());
    }

    List<ObjectNode> lines(Topic topic) {
        return lines(file(topic));
    }

    List<ObjectNode> rows(String table) {
        return lines(table(table));
    }

    /** Adds a record behind all others of its partition. */
    ObjectNode add(Topic topic, String key, JsonNode value) {
        int partition = Math.floorMod(key.hashCode(), PARTITIONS);
        ObjectNode line = Json.object("partition", partition, "timestamp", (int) ++events, "key", key, "event_id",
                new UUID(0, events).toString()).put("partition", partition);
        if (value != null) {
            line.set("value", value);
        }
        line.put("offset", last(topic, partition) + STEP);
        lines(topic).add(line);
        return line;
    }

    /** Adds a record of upstream, acknowledged. */
    ObjectNode send(String kind, Topic topic, String key, JsonNode value) {
        ObjectNode line = add(topic, key, value);
        sent(kind, topic, line);
        return line;
    }

    ObjectNode sent(String kind, Topic topic, ObjectNode line) {
        ObjectNode sent = Json.object("n", lines("sent.jsonl").size() + 1, "topic", topic.topicName(), "key",
                line.path("key").asText(), "acked", true, "kind", kind);
        sent.set("partition", line.get("partition"));
        sent.set("offset", line.get("offset"));
        lines("sent.jsonl").add(sent);
        return sent;
    }

    /** A dead letter about that place. */
    ObjectNode letter(String key, Place about, String stage, String error) {
        ObjectNode line = add(Topic.DEAD_LETTERS, key, null);
        line.set("headers",
                Json.object("dead-letter-topic", about.topic(), "dead-letter-partition",
                        Integer.toString(about.partition()), "dead-letter-offset", Long.toString(about.offset()),
                        "dead-letter-stage", stage, "dead-letter-error", error));
        return line;
    }

    /** The same as another record, as an event of its own, directly behind it. */
    ObjectNode behind(ObjectNode line) {
        for (List<ObjectNode> lines : files.values()) {
            int place = lines.indexOf(line);
            if (place >= 0) {
                ObjectNode copy = line.deepCopy();
                copy.put("event_id", new UUID(0, ++events).toString());
                copy.put("offset", line.get("offset").asLong() + 1);
                lines.add(place + 1, copy);
                return copy;
            }
        }
        throw new IllegalArgumentException("no line of this history: " + line);
    }

    /** The same as another record, as an event of its own, behind all others of its partition. */
    ObjectNode again(Topic topic, ObjectNode line) {
        return add(topic, line.get("key").asText(), line.get("value").deepCopy());
    }

    void remove(ObjectNode line) {
        files.values().forEach(lines -> lines.remove(line));
    }

    static void swap(ObjectNode line, ObjectNode other) {
        JsonNode value = line.get("value");
        line.set("value", other.get("value"));
        other.set("value", value);
    }

    static ObjectNode value(ObjectNode line) {
        return (ObjectNode) line.get("value");
    }

    static Place place(Topic topic, ObjectNode line) {
        return new Place(topic.topicName(), line.get("partition").asInt(), line.get("offset").asLong());
    }

    /** The one record of that key whose value has these fields: name, text, name, text ... */
    ObjectNode find(Topic topic, String key, String... fields) {
        List<ObjectNode> found = findAll(topic, key, fields);
        if (found.size() != 1) {
            throw new IllegalArgumentException("%d records of %s: %s".formatted(found.size(), key, List.of(fields)));
        }
        return found.getFirst();
    }

    List<ObjectNode> findAll(Topic topic, String key, String... fields) {
        return lines(topic).stream().filter(line -> line.path("key").asText().equals(key)).filter(line -> {
            for (int i = 0; i < fields.length; i += 2) {
                if (!line.path("value").path(fields[i]).asText().equals(fields[i + 1])) {
                    return false;
                }
            }
            return true;
        }).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The row whose column has that value. */
    ObjectNode row(String table, String column, String value) {
        return rows(table).stream().filter(row -> row.path(column).asText().equals(value)).findFirst().orElseThrow();
    }

    Path write(Path directory) {
        offsets();
        try {
            Files.createDirectories(directory.resolve("topics"));
            Files.createDirectories(directory.resolve("tables"));
            Files.writeString(directory.resolve("meta.json"), meta.toPrettyString());
            for (var file : files.entrySet()) {
                Files.write(directory.resolve(file.getKey()),
                        file.getValue().stream().map(ObjectNode::toString).toList());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long last(Topic topic, int partition) {
        return lines(topic).stream().filter(line -> line.get("partition").asInt() == partition)
                .mapToLong(line -> line.get("offset").asLong()).max().orElse(0);
    }

    /** Rows of consumers that have read everything, markers behind the last record included. From here on they stay. */
    List<ObjectNode> offsets() {
        List<ObjectNode> rows = rows("consumer_offset");
        if (rows.isEmpty()) {
            for (Topic topic : List.of(Topic.PLANS, Topic.PROJECTS, Topic.DATABASE_GROUPS, Topic.SHEETS,
                    Topic.CHECK_REQUESTS, Topic.APPROVALS, Topic.ROLLOUT_COMMANDS)) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    rows.add(Json.object("consumer_group", "intake", "topic", topic.topicName())
                            .put("partition", partition).put("next_offset", last(topic, partition) + MARKERS));
                }
            }
        }
        return rows;
    }
}
