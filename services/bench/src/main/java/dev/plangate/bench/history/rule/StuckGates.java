package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.ApprovalRecord;
import dev.plangate.bench.history.model.CommandRecord;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import dev.plangate.bench.history.model.Settings;
import dev.plangate.bench.history.model.StateRecord;
import java.util.List;
import java.util.Optional;

/**
 * In the end no plan is left before a gate whose conditions all hold. A command that was rejected for the very state that is
 * still the newest is such a case: nothing newer will come.
 */
final class StuckGates implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        // An approval that could not be read may have been anything.
        if (!history.meta().drained() || plan.creation().isPresent() || !plan.poison().isEmpty()) {
            return List.of();
        }
        Optional<StateRecord> open = plan.newestState().filter(StateRecord::isOpen);
        Optional<ApprovalRecord> approval = Issues.newest(plan);
        if (open.isEmpty() || approval.isEmpty() || isUnanswered(plan, open.get())
                || !holds(plan, open.get(), approval.get().content().orElseThrow())) {
            return List.of();
        }
        return List.of(Violation.of(Promise.AN_OPEN_GATE_LETS_THROUGH, plan.name(),
                "all conditions hold at plan state %d, and there is no rollout".formatted(open.get().version()),
                open.get(), approval.get()));
    }

    private static boolean holds(PlanHistory plan, StateRecord state, ApprovalRecord.Content approval) {
        Settings settings = state.settings().orElseThrow();
        return approval.isOpen() && (!settings.requireIssueApproval() || approval.approves(state.revision()))
                && (!settings.requirePlanCheckNoError() || ChecksPassed
                        .objection(plan, state.run(), state.revision(), state.checkDigest()).isEmpty());
    }

    /** Told elsewhere. */
    private static boolean isUnanswered(PlanHistory plan, StateRecord state) {
        return plan.commands().stream().filter(c -> c.decision().planStateVersion() == state.version())
                .map(CommandRecord::id)
                .anyMatch(id -> plan.rollouts().stream().map(RolloutRecord::commandId).noneMatch(id::equals));
    }
}
