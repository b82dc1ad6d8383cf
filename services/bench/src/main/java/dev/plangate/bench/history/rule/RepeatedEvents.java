package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import java.util.List;

/** No event id comes twice, over all topics. The other rules do not see the second record. */
final class RepeatedEvents implements Rule {
    @Override
    public List<Violation> check(History history) {
        return history.repeated().stream().map(r -> new Violation(Promise.EACH_EVENT_COMES_ONCE, r.key(),
                "event %s is at %s and again at %s".formatted(r.eventId(), r.first(), r.second()),
                List.of(r.first(), r.second()))).toList();
    }
}
