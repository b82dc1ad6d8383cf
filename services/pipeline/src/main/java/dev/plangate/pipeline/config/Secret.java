package dev.plangate.pipeline.config;

import java.util.function.Supplier;

/** A text that never appears in a log: {@link #toString()} hides it. A secret from a file is read anew each time. */
public final class Secret implements Supplier<String> {
    private final Supplier<String> source;

    private Secret(Supplier<String> source) {
        this.source = source;
    }

    /** A secret that is known already. */
    public static Secret of(String text) {
        return new Secret(() -> text);
    }

    /** A secret that is fetched when it is needed, so that it can be rotated. */
    public static Secret from(Supplier<String> source) {
        return new Secret(source);
    }

    @Override
    public String get() {
        return source.get();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
