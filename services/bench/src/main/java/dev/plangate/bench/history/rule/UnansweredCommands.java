package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Each command is answered, in their order; from the one that made the rollout on, that is the answer to all. */
final class UnansweredCommands implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained()) {
            return List.of();
        }
        Set<String> answered = plan.rollouts().stream().map(RolloutRecord::commandId).collect(Collectors.toSet());
        return owed(plan).stream().filter(c -> !answered.contains(c.id()))
                .map(c -> Violation.of(Promise.EACH_COMMAND_IS_ANSWERED, plan.name(),
                        "command %s has no answer".formatted(c.id()), c))
                .toList();
    }

    private static List<CommandRecord> owed(PlanHistory plan) {
        Set<String> sent = plan.commands().stream().map(CommandRecord::id).collect(Collectors.toSet());
        return plan.creation().map(RolloutRecord::commandId)
                // One that answers no command is for OneRollout to tell of.
                .map(made -> sent.contains(made)
                        ? plan.commands().stream().takeWhile(c -> !c.id().equals(made)).toList()
                        : List.<CommandRecord>of())
                .orElse(plan.commands());
    }
}
