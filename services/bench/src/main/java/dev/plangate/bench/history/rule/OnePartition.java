package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import java.util.List;

/** Order per plan needs one partition per plan. */
final class OnePartition implements Rule {
    @Override
    public List<Violation> check(History history) {
        return history.scattered().stream().map(s -> new Violation(Promise.ONE_PARTITION_PER_KEY, s.key(),
                "its records are in more than one partition of " + s.proof().getFirst().topic(), s.proof())).toList();
    }
}
