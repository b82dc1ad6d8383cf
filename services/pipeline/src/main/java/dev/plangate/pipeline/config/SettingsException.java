package dev.plangate.pipeline.config;

import java.util.List;

/** The configuration has mistakes; the message lists all of them, one on each line. */
public final class SettingsException extends RuntimeException {
    private final List<String> mistakes;

    public SettingsException(List<String> mistakes) {
        super((mistakes.size() == 1
                ? "The configuration has a mistake:\n  "
                : "The configuration has %d mistakes:\n  ".formatted(mistakes.size())) + String.join("\n  ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each mistake: the key, its value unless secret, and what would be right. */
    public List<String> mistakes() {
        return mistakes;
    }
}
