package dev.plangate.contract;

import java.util.List;

/** Topics on the broker are not what Plangate needs. The message lists everything that is wrong. */
public final class TopicMismatch extends RuntimeException {

    private final transient List<String> mistakes;

    TopicMismatch(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One text for each thing that is wrong, with what would be right. */
    public List<String> mistakes() {
        return mistakes;
    }
}
