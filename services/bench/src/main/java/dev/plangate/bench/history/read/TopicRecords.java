package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.Defect;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Letter;
import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Poison;
import dev.plangate.bench.history.model.RepeatedEvent;
import dev.plangate.bench.history.model.Topic;
import java.util.ArrayList;
import java.util.Optional;

/** Records of topics, in the order in which they were received: what they all have in common. */
final class TopicRecords {
    private final History history;
    private final Texts texts;
    private final SentRecords sent;
    private final EventIds eventIds = new EventIds();
    private final Partitions partitions;
    private final InputRecords inputs;
    private final OutputRecords outputs;

    TopicRecords(History history, Texts texts, SentRecords sent) {
        this.history = history;
        this.texts = texts;
        this.sent = sent;
        this.partitions = new Partitions(history);
        this.inputs = new InputRecords(history, texts);
        this.outputs = new OutputRecords(history, texts);
    }

    void add(Topic topic, Fields line) {
        var at = new Place(topic.topicName(), (int) line.needed("partition"), line.needed("offset"));
        partitions.advance(at);
        String key = texts.one(line.text("key"));
        boolean repeated = isRepeated(topic, at, key, line.text("event_id"));
        if (topic.isInput()) {
            input(topic, at, key, line);
        } else if (topic.isOutput() && !repeated) {
            output(topic, at, key, line);
        }
    }

    private boolean isRepeated(Topic topic, Place at, String key, String eventId) {
        if (topic.isOutput() && !EventIds.isUuid(eventId)) {
            history.defects().add(new Defect(at, key,
                    "has no UUID as event-id ('%s'): nobody could tell if it came twice".formatted(eventId)));
        }
        if (eventId.isEmpty()) {
            return false;
        }
        Optional<Place> before = eventIds.seen(eventId, at);
        boolean ours = topic.isOutput()
                || before.flatMap(p -> Topic.named(p.topic())).filter(Topic::isOutput).isPresent();
        if (before.isEmpty() || !ours) {
            return false;
        }
        history.repeated().add(new RepeatedEvent(eventId, key, before.get(), at));
        return true;
    }

    private void input(Topic topic, Place at, String key, Fields line) {
        Optional<String> why = sent.whyRefused(at, line);
        if (why.isEmpty() && line.has("undecodable")) {
            why = Optional.of(line.text("undecodable"));
        }
        if (why.isPresent()) {
            var poison = new Poison(at, key, why.get());
            history.poison().add(poison);
            if (topic == Topic.APPROVALS) {
                history.plan(key).poison().add(poison);
            }
            return;
        }
        inputs.add(topic, at, key, line.number("timestamp"), line.object("value"));
    }

    private void output(Topic topic, Place at, String key, Fields line) {
        if (topic == Topic.DEAD_LETTERS) {
            letter(at, line);
        } else if (line.has("undecodable")) {
            history.defects().add(new Defect(at, key, "cannot be decoded: " + line.text("undecodable")));
        } else if (!line.has("value")) {
            history.defects().add(new Defect(at, key, "has no value; states and events of Plangate are never removed"));
        } else {
            partitions.keyed(at, key);
            outputs.add(topic, at, key, line.number("timestamp"), line.object("value").orElseThrow());
        }
    }

    private void letter(Place at, Fields line) {
        Fields headers = line.object("headers").orElseThrow(() -> new IllegalArgumentException("headers: missing"));
        Optional<Place> source = Optional.empty();
        if (!header(headers, "offset").isEmpty()) {
            source = Optional.of(new Place(texts.one(header(headers, "topic")),
                    Integer.parseInt(header(headers, "partition")), Long.parseLong(header(headers, "offset"))));
        }
        var letter = new Letter(at, source, texts.one(header(headers, "stage")), header(headers, "error"));
        if (source.isEmpty()) {
            history.strays().add(letter);
        } else {
            history.letters().computeIfAbsent(source.get(), _ -> new ArrayList<>(1)).add(letter);
        }
    }

    private static String header(Fields headers, String name) {
        return headers.text(headers.has("dead-letter-" + name) ? "dead-letter-" + name : name);
    }
}
