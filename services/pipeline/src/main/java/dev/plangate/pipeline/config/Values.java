package dev.plangate.pipeline.config;

import dev.plangate.pipeline.text.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The texts of all settings with where each comes from, and the mistakes found while they are read. */
public final class Values {
    /** Names the properties file. */
    public static final String FILE_VARIABLE = "PLANGATE_CONFIG";
    /** Variables that Plangate does not read as settings: the launcher's, secrets that instances.yaml names, the login of {@code plangate check}, and what commands need to call the API. */
    static final List<String> FOREIGN = List.of("PLANGATE_JAVA_", "PLANGATE_JVM_", "PLANGATE_INSTANCE_",
            "PLANGATE_TARGET_", "PLANGATE_CLIENT_");

    /** A text and where it was set, so that a mistake can be found. */
    record Value(String text, String label) {}

    private final Map<String, Value> values = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private Values() {}

    /** Settings by their names in the file ("db.url"), as tests and the standalone mode give them. */
    public static Values of(Map<String, String> settings) {
        Values values = new Values();
        settings.forEach((name, text) -> values.put(name, name, text));
        return values;
    }

    /** The file that {@code PLANGATE_CONFIG} names, overlaid with the other {@code PLANGATE_} variables. */
    public static Values ofEnvironment(Map<String, String> environment) {
        Values values = new Values();
        String file = environment.getOrDefault(FILE_VARIABLE, "");
        if (!file.isBlank()) {
            values.putFile(Path.of(file));
        }
        environment.forEach(values::putVariable);
        return values;
    }

    private void putFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            mistakes.add("%s=%s: the file cannot be read (%s)".formatted(FILE_VARIABLE, file, e));
        }
        properties.stringPropertyNames().forEach(
                name -> put(name, name + " in " + file.getFileName(), properties.getProperty(name)));
    }

    private void putVariable(String variable, String text) {
        boolean ours = variable.startsWith("PLANGATE_") && !variable.equals(FILE_VARIABLE)
                && FOREIGN.stream().noneMatch(variable::startsWith);
        // Compose and Kubernetes hand over an unset variable as an empty one.
        if (!ours || text.isEmpty()) {
            return;
        }
        String kafka = Key.variable(KafkaSettings.PREFIX);
        Optional<Key<?>> key = Settings.KEYS.stream().filter(k -> k.variable().equals(variable)).findFirst();
        if (key.isPresent()) {
            put(key.get().name(), variable, text);
        } else if (variable.startsWith(kafka)) {
            put(KafkaSettings.property(variable.substring(kafka.length())), variable, text);
        } else {
            List<String> known = Settings.KEYS.stream().map(Key::variable).toList();
            mistakes.add(variable + ": unknown setting" + Nearest.hint(variable, known));
        }
    }

    private void put(String name, String label, String text) {
        List<String> known = Settings.KEYS.stream().map(Key::name).toList();
        if (known.contains(name) || name.startsWith(KafkaSettings.PREFIX)) {
            values.put(name, new Value(text.strip(), label));
        } else {
            mistakes.add(label + ": unknown setting" + Nearest.hint(name, known));
        }
    }

    /** The value of a key that has a default; a mistake is noted and the default taken. */
    <T> T get(Key<T> key) {
        return find(key).orElseGet(() -> key.kind().parser().apply(key.fallback().orElseThrow()));
    }

    /** The value of a key if it is set and right; a mistake is noted. */
    <T> Optional<T> find(Key<T> key) {
        return text(key.name()).flatMap(value -> {
            try {
                return Optional.of(key.kind().parser().apply(value.text()));
            } catch (IllegalArgumentException e) {
                mistake(key, "should be " + key.wanted());
                return Optional.empty();
            }
        });
    }

    /** Notes that a key's value is wrong. */
    void mistake(Key<?> key, String wrong) {
        String label = text(key.name()).map(Value::label).orElse(key.name());
        String shown = key.secret() ? "" : "=" + text(key.name()).map(Value::text).or(key::fallback).orElse("");
        mistakes.add(label + withoutCredentials(shown) + ": " + wrong);
    }

    /** A URL may carry a password although it should not. */
    private static String withoutCredentials(String text) {
        return text.replaceAll("//[^/]*@", "//...@").replaceAll("(?i)(user|password)=[^&]*", "$1=...");
    }

    void mistake(String wrong) {
        mistakes.add(wrong);
    }

    Optional<Value> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.text().isEmpty());
    }

    /** The names that were set and begin with a prefix. */
    Set<String> names(String prefix) {
        Set<String> names = new HashSet<>(values.keySet());
        names.removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    /** Everything that is wrong so far; sorted, so that two starts print the same. */
    public List<String> mistakes() {
        return mistakes.stream().distinct().sorted().toList();
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException if anything is wrong so far
     */
    public void refuseMistakes() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes());
        }
    }
}
