package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import java.util.List;

/** Records that were acknowledged to their sender are in their topics. */
final class AcknowledgedRecords implements Rule {
    @Override
    public List<Violation> check(History history) {
        if (!history.meta().drained()) {
            return List.of();
        }
        return history.unread().stream().map(sent -> Violation.of(Promise.NOTHING_ACKNOWLEDGED_VANISHES, sent.key(),
                "a %s was acknowledged at %s, but no reader of the topic saw it".formatted(sent.kind(), sent.at()),
                sent))
                .toList();
    }
}
