package dev.plangate.pipeline.config;

import java.util.List;

/** What is logged, and how; always to standard error. */
public record LogSettings(Level level, Format format) {
    /** From quiet to loud. */
    public enum Level {
        ERROR, WARN, INFO, DEBUG, TRACE
    }

    /** AUTO = PLAIN on a terminal, else JSON. */
    public enum Format {
        AUTO, PLAIN, JSON
    }

    static final Key<Level> LEVEL = Key.of("log.level", Kind.oneOf(Level.class), "info", "What is logged.");
    static final Key<Format> FORMAT = Key.of("log.format", Kind.oneOf(Format.class), "auto",
            "Log lines for people (plain) or machines (json); auto = plain on a terminal.");
    static final List<Key<?>> KEYS = List.of(LEVEL, FORMAT);

    static LogSettings read(Values values) {
        return new LogSettings(values.get(LEVEL), values.get(FORMAT));
    }
}
