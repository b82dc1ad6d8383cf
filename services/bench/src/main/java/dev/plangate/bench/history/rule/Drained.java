package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import java.util.List;

/** Of a history that was cut off, nothing can be said about what should have come in the end. */
final class Drained implements Rule {
    @Override
    public List<Violation> check(History history) {
        return history.meta().drained()
                ? List.of()
                : List.of(Violation.of(Promise.THE_HISTORY_IS_DRAINED, "the history",
                        "work was still under way at its end, so that lost, stuck and stale things cannot be told from slow ones"));
    }
}
