package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.PlanRecord.Change;
import dev.plangate.bench.history.model.RunRecord;
import dev.plangate.bench.history.model.Settings;
import dev.plangate.bench.history.model.StateRecord;
import java.util.List;
import java.util.Optional;

/** In the end the run that counts has checked what the plan means now: a group that changed led to a new run. */
final class StaleMembers implements PlanRule {
    @Override
    public List<Violation> check(History history, PlanHistory plan) {
        if (!history.meta().drained() || plan.creation().isPresent()) {
            return List.of();
        }
        // A state that is not of the newest revision is told elsewhere.
        long newest = Revisions.of(history, plan).newest();
        return plan.newestState().filter(s -> s.isLive() && s.revision() == newest)
                .flatMap(state -> plan.end(state.run()).flatMap(end -> objection(history, plan, state, end)
                        .map(why -> Violation.of(Promise.THE_NEWEST_MEMBERS_ARE_CHECKED, plan.name(), why, state,
                                end))))
                .map(List::of).orElse(List.of());
    }

    private static Optional<String> objection(History history, PlanHistory plan, StateRecord state, RunRecord end) {
        if (end.revision() != state.revision() || !end.checkDigest().equals(state.checkDigest())) {
            return Optional.of(
                    "run %d counts, but checked revision %d, digest '%s'; plan state %d has revision %d, digest '%s'"
                            .formatted(end.run(), end.revision(), end.checkDigest(), state.version(), state.revision(),
                                    state.checkDigest()));
        }
        var record = Revisions.of(history, plan).accepted().get(state.revision());
        if (record == null || state.settings().isEmpty()) {
            return Optional.empty();
        }
        List<Change> changes = record.content().orElseThrow().changes();
        if (changes.stream().noneMatch(change -> change.targets().stream().anyMatch(Derivation::isGroup))) {
            return Optional.empty();
        }
        var now = Derivation.of(changes, Memberships.newest(history, changes));
        if (end.error().startsWith("NO_TARGETS")) {
            return now.isEmptyHanded()
                    ? Optional.empty()
                    : Optional.of("run %d ended NO_TARGETS, but there are %d targets by now".formatted(end.run(),
                            now.all().size()));
        }
        long sampling = state.settings().map(Settings::sampling).orElseThrow();
        return end.isDone() && end.totals().isPresent() && isExplained(history, plan, changes, end, sampling)
                ? now.objection(TargetCoverage.checked(plan, end), sampling, end.totals().get())
                        .map(why -> "run %d did not check its groups' newest members: %s".formatted(end.run(), why))
                : Optional.empty();
    }

    /** What fits no version at all is told elsewhere. */
    private static boolean isExplained(History history, PlanHistory plan, List<Change> changes, RunRecord end,
            long sampling) {
        return Memberships.ever(history, changes).any(groups -> Derivation.of(changes, groups)
                .objection(TargetCoverage.checked(plan, end), sampling, end.totals().orElseThrow()).isEmpty());
    }
}
