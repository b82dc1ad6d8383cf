package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.ApprovalRecord;
import dev.plangate.bench.history.model.Decision;
import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.ProjectHistory;
import dev.plangate.bench.history.model.RolloutRequestRecord;
import dev.plangate.bench.history.model.Settings;
import dev.plangate.bench.history.model.StateRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** When a rollout is allowed, as the contracts say it; each condition at some moment, for topics have no order between them. */
final class GateRule {
    private GateRule() {}

    /**
     * Why this was never allowed; empty: it was.
     *
     * @param requestId empty: the gate opened by itself, or it is not told
     */
    static Optional<String> objection(History history, PlanHistory plan, Decision decision, String requestId) {
        Optional<StateRecord> judged = plan.states().stream().filter(s -> s.version() == decision.planStateVersion())
                .findFirst();
        if (judged.isEmpty()) {
            return Optional.of("no plan state has version %d".formatted(decision.planStateVersion()));
        }
        StateRecord state = judged.get();
        if (state.revision() != decision.revision() || !state.checkDigest().equals(decision.checkDigest())
                || state.run() != decision.run()) {
            return Optional
                    .of("plan state %d is of revision %d, digest '%s', run %d; not of revision %d, digest '%s', run %d"
                            .formatted(state.version(), state.revision(), state.checkDigest(), state.run(),
                                    decision.revision(), decision.checkDigest(), decision.run()));
        }
        if (!state.isOpen()) {
            return Optional.of("plan state %d is %s, its project %s".formatted(state.version(), state.liveness(),
                    state.settings().isEmpty() ? "not known" : state.archived() ? "archived" : "active"));
        }
        Settings settings = state.settings().orElseThrow();
        if (history.projects().getOrDefault(plan.project(), new ProjectHistory()).states().stream()
                .noneMatch(p -> !p.archived() && p.settings().equals(settings))) {
            return Optional.of("plan state %d has settings that its project never had".formatted(state.version()));
        }
        if (!decision.overrideReason().isEmpty()) {
            return asked(plan, requestId, r -> r.overrideReason().equals(decision.overrideReason())
                    && r.requester().equals(decision.requester()) && r.revision() == decision.revision())
                            ? Optional.empty()
                            : Optional.of("it overrides the conditions, and nobody asked for that");
        }
        if (!requestId.isEmpty() && !asked(plan, requestId, r -> r.revision() == decision.revision())) {
            return Optional.of("nobody sent the request %s for revision %d that it names".formatted(requestId,
                    decision.revision()));
        }
        return conditions(plan, decision, settings);
    }

    private static boolean asked(PlanHistory plan, String requestId, Predicate<RolloutRequestRecord> as) {
        return plan.rolloutRequests().stream()
                .anyMatch(r -> (requestId.isEmpty() || r.requestId().equals(requestId)) && as.test(r));
    }

    private static Optional<String> conditions(PlanHistory plan, Decision decision, Settings settings) {
        List<ApprovalRecord.Content> ever = Issues.everNewest(plan).stream().flatMap(a -> a.content().stream())
                .toList();
        if (ever.stream().noneMatch(ApprovalRecord.Content::isOpen)) {
            return Optional.of("its issue never was open");
        }
        if (settings.requireIssueApproval()
                && ever.stream().noneMatch(a -> a.isOpen() && a.approves(decision.revision()))) {
            return Optional.of("revision %d never was approved on an open issue".formatted(decision.revision()));
        }
        return settings.requirePlanCheckNoError()
                ? ChecksPassed.objection(plan, decision.run(), decision.revision(), decision.checkDigest())
                : Optional.empty();
    }
}
