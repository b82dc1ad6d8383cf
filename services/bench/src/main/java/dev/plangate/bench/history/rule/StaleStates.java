package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.GroupHistory;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.ProjectHistory;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In the end the newest plan state is what upstream published last. */
final class StaleStates implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        Revisions revisions = Revisions.of(history, plan);
        // Revisions without a run are lost, which is told elsewhere.
        long newest = revisions.accepted().keySet().stream()
                .filter(r -> plan.runs().stream().anyMatch(run -> run.revision() == r)).mapToLong(Long::longValue).max()
                .orElse(0);
        if (!history.meta().drained() || newest == 0) {
            return List.of();
        }
        var violations = new ArrayList<Violation>();
        Optional<StateRecord> state = plan.newestState();
        if (state.isEmpty()) {
            violations.add(Violation.of(Promise.THE_NEWEST_REVISION_IS_ACCEPTED, plan.name(),
                    "no plan state was ever published", revisions.accepted().get(newest)));
        } else if (state.get().revision() != newest
                || (newest == revisions.newest()
                        && !revisions.liveness().equals(Optional.of(state.get().liveness())))) {
            violations.add(Violation.of(Promise.THE_NEWEST_REVISION_IS_ACCEPTED, plan.name(),
                    "the newest plan state is of revision %d, %s; the plan is at revision %d, %s".formatted(
                            state.get().revision(), state.get().liveness(), newest, revisions.liveness().orElse("")),
                    revisions.accepted().get(newest), state.get()));
        } else if (state.get().isLive() && plan.creation().isEmpty()) {
            settings(history, plan, state.get()).ifPresent(violations::add);
            waiting(history, plan, state.get()).ifPresent(violations::add);
        }
        return violations;
    }

    private static Optional<Violation> settings(History history, PlanHistory plan, StateRecord state) {
        List<ProjectHistory.State> published = history.projects().getOrDefault(plan.project(), new ProjectHistory())
                .states();
        if (published.isEmpty()) {
            return state.settings().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Violation.of(Promise.THE_NEWEST_SETTINGS_ARE_IN_FORCE, plan.name(),
                            "it has settings of a project that nobody published", state));
        }
        ProjectHistory.State newest = published.getLast();
        return state.settings().equals(Optional.of(newest.settings())) && state.archived() == newest.archived()
                ? Optional.empty()
                : Optional.of(Violation.of(Promise.THE_NEWEST_SETTINGS_ARE_IN_FORCE, plan.name(),
                        "plan state %d does not have the settings of %s".formatted(state.version(), newest.since()),
                        () -> newest.since(), state));
    }

    private static Optional<Violation> waiting(History history, PlanHistory plan, StateRecord state) {
        return state.waitingFor().stream().filter(name -> isThere(history, name)).findFirst()
                .map(name -> Violation.of(Promise.NOTHING_WAITS_FOR_WHAT_IS_THERE, plan.name(),
                        "plan state %d still waits for %s".formatted(state.version(), name), state));
    }

    private static boolean isThere(History history, String name) {
        return history.sheets().contains(name)
                || !history.projects().getOrDefault(name, new ProjectHistory()).states().isEmpty()
                || !history.groups().getOrDefault(name, new GroupHistory()).memberships().isEmpty();
    }
}
