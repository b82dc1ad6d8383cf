package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.RolloutRecord;
import dev.plangate.bench.history.model.Seen;
import dev.plangate.bench.history.model.StateRecord;
import dev.plangate.bench.history.model.StatusRecord;
import java.util.List;
import java.util.Optional;

/** In the end the gate has judged the newest plan state, by the run that it names, or tells of the rollout. */
final class JudgedStates implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        Optional<StateRecord> state = plan.newestState();
        if (!history.meta().drained() || state.isEmpty()) {
            return List.of();
        }
        if (plan.statuses().isEmpty()) {
            return List.of(broken(plan, "it has no gate status", state.get(), state.get()));
        }
        StatusRecord last = plan.statuses().getLast();
        Optional<RolloutRecord> creation = plan.creation();
        if (creation.isPresent()) {
            return last.isRolledOut()
                    ? List.of()
                    : List.of(Violation.of(Promise.THE_NEWEST_STATE_IS_JUDGED, plan.name(),
                            "the rollout exists, but the newest gate status says " + last.phase(), creation.get(),
                            last));
        }
        if (last.planStateVersion() != state.get().version()) {
            return List.of(broken(plan, "the newest gate status is of plan state %d, the newest is %d"
                    .formatted(last.planStateVersion(), state.get().version()), state.get(), last));
        }
        return last.run() == state.get().run() || plan.end(state.get().run()).isEmpty()
                ? List.of()
                : List.of(broken(plan, "the newest gate status has seen run %d, the newest is %d".formatted(last.run(),
                        state.get().run()), state.get(), last));
    }

    private static Violation broken(PlanHistory plan, String sentence, StateRecord state,
            Seen last) {
        return Violation.of(Promise.THE_NEWEST_STATE_IS_JUDGED, plan.name(), sentence, state, last);
    }
}
