package dev.plangate.checks;

import java.util.List;

/** instances.yaml has mistakes. The message lists all of them, one per line, each with file and line. */
public final class InvalidInstances extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    InvalidInstances(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each mistake: "instances.yaml:12: ...". */
    public List<String> mistakes() {
        return mistakes;
    }
}
