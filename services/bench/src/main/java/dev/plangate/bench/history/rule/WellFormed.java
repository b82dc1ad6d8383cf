package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import java.util.List;

/** What every record of Plangate has. */
final class WellFormed implements Rule {
    @Override
    public List<Violation> check(History history) {
        return history.defects().stream()
                .map(d -> Violation.of(Promise.RECORDS_ARE_WELL_FORMED, d.key(), d.at() + " " + d.what(), d)).toList();
    }
}
