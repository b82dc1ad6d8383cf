package dev.plangate.db;

import java.util.List;
import java.util.stream.Collectors;

/** An array inside a column of a batch, as Postgres writes it: {"a","b"}. An array of arrays would have to be rectangular. */
final class ArrayText {

    private ArrayText() {}

    static String of(List<String> elements) {
        return elements.stream().map(element -> "\"" + element.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
