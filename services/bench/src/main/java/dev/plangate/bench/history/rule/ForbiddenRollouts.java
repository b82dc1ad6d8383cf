package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import java.util.ArrayList;
import java.util.List;

/** No command and no creation that the gate's rule did not allow at any moment. */
final class ForbiddenRollouts implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained()) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        for (CommandRecord command : plan.commands()) {
            GateRule.objection(history, plan, command.decision(), command.requestId())
                    .ifPresent(why -> violations.add(Violation.of(Promise.NO_FORBIDDEN_COMMAND, plan.name(),
                            "command for revision %d: %s".formatted(command.decision().revision(), why), command)));
        }
        for (RolloutRecord rollout : plan.rollouts()) {
            if (rollout.outcome() instanceof RolloutRecord.Created(String name, var decision)
                    && plan.commands().stream().noneMatch(c -> c.decision().equals(decision))) {
                // One that does what a command says is judged with it.
                GateRule.objection(history, plan, decision, "")
                        .ifPresent(why -> violations.add(Violation.of(Promise.NO_FORBIDDEN_ROLLOUT, plan.name(),
                                "%s: %s".formatted(name, why), rollout)));
            }
        }
        return violations;
    }
}
