package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.Tables.OutboxRow;
import java.util.List;

/** In the end the outbox is empty. */
final class LeftOutbox implements Rule {
    @Override
    public List<Violation> check(History history) {
        List<OutboxRow> left = history.tables().outbox();
        if (!history.meta().drained() || left.isEmpty()) {
            return List.of();
        }
        return List.of(Violation.of(Promise.THE_OUTBOX_DRAINS, "the outbox", "%d rows are left, the first: id %d for %s"
                .formatted(left.size(), left.getFirst().id(), left.getFirst().topic())));
    }
}
