package dev.plangate.pipeline.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting.
 *
 * @param name as it stands in the file: lower case, dots
 * @param fallback the text that holds when nothing is set; empty = no value
 * @param secret never shown
 * @param meaning one sentence for the configuration table
 */
public record Key<T>(String name, Kind<T> kind, Optional<String> fallback, boolean secret, String meaning) {

    /** The environment variable of this setting. */
    public String variable() {
        return variable(name);
    }

    /** What would be right, as the end of "should be ...". */
    public String wanted() {
        return kind.wanted();
    }

    static String variable(String name) {
        return "PLANGATE_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static <T> Key<T> of(String name, Kind<T> kind, String fallback, String meaning) {
        return new Key<>(name, kind, Optional.of(fallback), false, meaning);
    }

    static <T> Key<T> optional(String name, Kind<T> kind, String meaning) {
        return new Key<>(name, kind, Optional.empty(), false, meaning);
    }

    static Key<String> secret(String name, String wanted, String meaning) {
        return new Key<>(name, Kind.text(wanted), Optional.empty(), true, meaning);
    }

    static Key<Integer> whole(String name, int fallback, int min, int max, String meaning) {
        return of(name, Kind.whole(min, max), Integer.toString(fallback), meaning);
    }

    static Key<Duration> time(String name, Duration fallback, Duration min, Duration max, String meaning) {
        return of(name, Kind.duration(min, max), Kind.show(fallback), meaning);
    }
}
