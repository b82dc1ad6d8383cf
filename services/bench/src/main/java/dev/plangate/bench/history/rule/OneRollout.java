package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** At most one rollout per plan, which answers a command and is never taken back. */
final class OneRollout implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        var violations = new ArrayList<Violation>();
        Optional<RolloutRecord> created = Optional.empty();
        for (RolloutRecord next : plan.rollouts()) {
            if (created.isPresent()) {
                violations.add(next.isCreated()
                        ? Violation.of(Promise.ONE_ROLLOUT_PER_PLAN, plan.name(),
                                "a second creation, for command " + next.commandId(), created.get(), next)
                        : Violation.of(Promise.A_ROLLOUT_STAYS, plan.name(),
                                "a rejection behind the creation of the rollout", created.get(), next));
            } else if (next.isCreated()) {
                created = Optional.of(next);
            }
            if (history.meta().drained()) {
                answered(plan, next).ifPresent(violations::add);
            }
        }
        return violations;
    }

    private static Optional<Violation> answered(PlanHistory plan, RolloutRecord answer) {
        Optional<CommandRecord> command = plan.commands().stream().filter(c -> c.id().equals(answer.commandId()))
                .findFirst();
        if (command.isEmpty()) {
            return Optional.of(Violation.of(Promise.A_ROLLOUT_ANSWERS_A_COMMAND, plan.name(),
                    "no command has the id %s that it answers".formatted(answer.commandId()), answer));
        }
        return switch (answer.outcome()) {
            case RolloutRecord.Created(String _, var decision) -> decision.equals(command.get().decision())
                    ? Optional.empty()
                    : Optional.of(Violation.of(Promise.A_ROLLOUT_ANSWERS_A_COMMAND, plan.name(),
                            "created for %s, but the command says %s".formatted(decision, command.get().decision()),
                            command.get(), answer));
            case RolloutRecord.Rejected(long version, long run, String _) ->
                version == command.get().decision().planStateVersion() && run == command.get().decision().run()
                        ? Optional.empty()
                        : Optional.of(Violation.of(Promise.A_ROLLOUT_ANSWERS_A_COMMAND, plan.name(),
                                "rejects plan state %d and run %d, which its command does not name".formatted(version,
                                        run),
                                command.get(), answer));
        };
    }
}
