package dev.plangate.bench.history.read;

import dev.plangate.bench.history.model.Place;
import dev.plangate.bench.history.model.Sent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was handed to producers: which records must be refused, and which must be in their topics. */
final class SentRecords {
    private final Texts texts;
    private final Map<Place, String> poison = new HashMap<>();
    private final Map<String, String> poisonInDoubt = new HashMap<>();
    private final Map<Place, Sent> unread = new HashMap<>();
    private final Set<Place> acknowledged = new HashSet<>();

    SentRecords(Texts texts) {
        this.texts = texts;
    }

    void add(Fields line) {
        String topic = texts.one(line.text("topic"));
        String kind = texts.one(line.text("kind"));
        String why = line.text("poison");
        if (line.flag("acked")) {
            var at = new Place(topic, (int) line.needed("partition"), line.needed("offset"));
            acknowledged.add(at);
            unread.put(at, new Sent(at, texts.one(line.text("key")), kind));
            if (kind.equals("poison")) {
                poison.put(at, why);
            }
        } else if (kind.equals("poison")) {
            poisonInDoubt.put(inDoubt(topic, line), why);
        }
    }

    /** Why the record that was read there must be refused; empty: it must not, as far as its sender knows. */
    Optional<String> whyRefused(Place at, Fields read) {
        unread.remove(at);
        if (acknowledged.contains(at)) {
            return Optional.ofNullable(poison.get(at));
        }
        return Optional.ofNullable(poisonInDoubt.get(inDoubt(at.topic(), read)));
    }

    /** Acknowledged, and in no topic. */
    Collection<Sent> unread() {
        return unread.values();
    }

    private static String inDoubt(String topic, Fields line) {
        return topic + ' ' + line.text("key") + ' ' + line.text("sha256");
    }
}
