package dev.plangate.topology.stream;

import java.util.List;

/** The gate cannot start on these topics. The message lists everything that is wrong. */
public final class TopicsUnfit extends RuntimeException {
    TopicsUnfit(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
