package dev.plangate.pipeline.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The configuration for people: what can be set, and what is set. */
public final class SettingsTable {
    private static final String KAFKA = "Any other property of the Kafka clients, for instance "
            + "`kafka.security.protocol` or `PLANGATE_KAFKA_SASL_JAAS_CONFIG`.";

    private SettingsTable() {}

    /** The README's table, in markdown. */
    public static String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| in the file | environment variable | default | meaning |");
        lines.add("|---|---|---|---|");
        for (Key<?> key : Settings.KEYS) {
            lines.add("| `%s` | `%s` | %s | %s |".formatted(key.name(), key.variable(),
                    key.fallback().map(text -> "`" + text + "`").orElse(""), key.meaning()));
        }
        lines.add("| `kafka.*` | `PLANGATE_KAFKA_*` | | " + KAFKA + " |");
        return String.join("\n", lines) + "\n";
    }

    /** Every setting in force by name, secrets hidden. */
    public static Map<String, String> effective(Values values) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Key<?> key : Settings.KEYS) {
            shown.put(key.name(), values.text(key.name()).map(value -> key.secret() ? "(secret)" : value.text())
                    .or(key::fallback).orElse(""));
        }
        for (String name : new TreeSet<>(values.names(KafkaSettings.PREFIX))) {
            boolean open = KafkaSettings.shown(name.substring(KafkaSettings.PREFIX.length()));
            values.text(name).ifPresent(value -> shown.put(name, open ? value.text() : "(secret)"));
        }
        return shown;
    }

    /** Where a setting comes from: the variable, the place in the file, or "default". */
    public static String origin(Values values, String name) {
        return values.text(name).map(Values.Value::label).orElse("default");
    }
}
