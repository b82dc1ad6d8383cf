package dev.plangate.db;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Of rows with the same key the one with the highest version, the later of equals; in the order of the keys. One statement cannot write a row twice. */
final class Newest {

    private Newest() {}

    static <T, K extends Comparable<K>> List<T> of(Collection<T> rows, Function<T, K> key, ToLongFunction<T> version) {
        TreeMap<K, T> newest = new TreeMap<>();
        for (T row : rows) {
            newest.merge(key.apply(row), row, (a, b) -> version.applyAsLong(b) >= version.applyAsLong(a) ? b : a);
        }
        return List.copyOf(newest.values());
    }
}
