package dev.plangate.pipeline.worker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The texts of the sheets that were used last, up to a number of characters. A sheet never changes: it is named by its hash. */
final class SheetCache {
    private final long capacity;
    private final LinkedHashMap<String, String> texts = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    SheetCache(long capacity) {
        this.capacity = capacity;
    }

    /** Those of {@code hashes} that exist; {@code load} is asked for what is not here. */
    Map<String, String> find(Set<String> hashes, Function<Set<String>, Map<String, String>> load) {
        var found = new HashMap<String, String>();
        var missing = new HashSet<String>();
        synchronized (texts) {
            hashes.forEach(hash -> {
                String text = texts.get(hash);
                if (text == null) {
                    missing.add(hash);
                } else {
                    found.put(hash, text);
                }
            });
        }
        if (!missing.isEmpty()) {
            load.apply(missing).forEach((hash, text) -> {
                found.put(hash, text);
                keep(hash, text);
            });
        }
        return found;
    }

    private void keep(String hash, String text) {
        synchronized (texts) {
            if (texts.put(hash, text) == null) {
                size += text.length();
            }
            var eldest = texts.entrySet().iterator();
            while (size > capacity && eldest.hasNext()) {
                size -= eldest.next().getValue().length();
                eldest.remove();
            }
        }
    }
}
