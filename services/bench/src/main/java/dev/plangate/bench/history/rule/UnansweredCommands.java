package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Each command is answered; behind a rollout, that is the answer to all. */
final class UnansweredCommands implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained() || plan.creation().isPresent()) {
            return List.of();
        }
        Set<String> answered = plan.rollouts().stream().map(RolloutRecord::commandId).collect(Collectors.toSet());
        return plan.commands().stream().filter(c -> !answered.contains(c.id()))
                .map(c -> Violation.of(Promise.EACH_COMMAND_IS_ANSWERED, plan.name(),
                        "command %s has no answer".formatted(c.id()), c))
                .toList();
    }
}
