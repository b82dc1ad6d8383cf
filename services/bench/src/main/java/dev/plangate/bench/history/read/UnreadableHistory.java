package dev.plangate.bench.history.read;

import java.util.List;

/** The files are not a history, so that nothing can be said about it. */
public final class UnreadableHistory extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** @param problems each with file and line */
    public UnreadableHistory(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, each with file and line. */
    public List<String> problems() {
        return problems;
    }
}
