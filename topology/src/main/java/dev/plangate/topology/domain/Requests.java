package dev.plangate.topology.domain;

import static java.util.stream.Collectors.joining;

import dev.plangate.internal.v1.GateState;
import dev.plangate.topology.domain.Gate.Step;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Code;
import dev.plangate.v1.GateStatus.RequestAnswer;
import dev.plangate.v1.RolloutRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Rollouts by hand: the same conditions as the automatic way; an override skips some of them and is recorded. */
final class Requests {
    /** Ids remembered per plan. An older one that comes again is judged again; one command per pair holds all the same. */
    static final int REMEMBERED = 32;

    private static final Set<GateStatus.Type> OVERRIDABLE = EnumSet.of(GateStatus.Type.CHECKS_PASSED,
            GateStatus.Type.APPROVED);

    private Requests() {}

    static Step answer(GateState state, RolloutRequest request) {
        if (state.getRequestIdsList().contains(request.getRequestId())) {
            return new Step(state, Optional.empty());
        }
        var refusal = refusal(state, request);
        if (refusal.isPresent()) {
            return new Step(remembered(state, refusal.get()), Optional.empty());
        }
        var command = Commands.byHand(state, request);
        var answer = answer(request, Code.ACCEPTED, "command " + command.getId() + " was sent");
        return Commands.send(remembered(state, answer), command);
    }

    private static Optional<RequestAnswer> refusal(GateState state, RolloutRequest request) {
        if (state.hasCreated()) {
            return Optional.of(answer(request, Code.ALREADY_EXISTS, state.getCreated().getRollout() + " exists"));
        }
        if (Commands.isUnanswered(state)) {
            return Optional.of(answer(request, Code.ALREADY_EXISTS,
                    "the command for revision " + state.getCommand().getRevision() + " is not answered yet"));
        }
        if (!state.hasPlanState()) {
            return Optional.of(
                    answer(request, Code.NOT_FOUND, "the gate does not know this plan: publish it, then ask again"));
        }
        long revision = state.getPlanState().getRevision();
        if (request.getRevision() != revision) {
            return Optional.of(answer(request, Code.ABORTED,
                    "asked for revision " + request.getRevision() + ", the plan is at " + revision));
        }
        return failing(state, request).map(reasons -> answer(request, Code.FAILED_PRECONDITION, reasons));
    }

    private static Optional<String> failing(GateState state, RolloutRequest request) {
        var reasons = Conditions.of(state).stream().filter(Judgement::fails)
                .filter(judgement -> !(overrides(request) && isOverridable(state, judgement.type())))
                .map(judgement -> judgement.type() + ": " + judgement.reason()).collect(joining("; "));
        if (!reasons.isEmpty() && request.hasOverride() && !overrides(request)) {
            return Optional.of("an override needs a reason and a requester, got '" + request.getOverride().getReason()
                    + "' of '" + request.getRequester() + "'; " + reasons);
        }
        if (!reasons.isEmpty()) {
            return Optional.of(reasons);
        }
        // Conditions hold, but this very pair was commanded: NOT_REJECTED says so, unless the answer was about more.
        return Commands.mayBeSent(state) ? Optional.empty() : Optional.of("a command for this state was sent before");
    }

    /** Nothing is overridden without saying why and by whom. */
    private static boolean overrides(RolloutRequest request) {
        return request.hasOverride() && !request.getOverride().getReason().isBlank()
                && !request.getRequester().isBlank();
    }

    /** An issue may be missing. One that is a draft, done or canceled says that this rollout is not wanted; one of which nobody knows may. */
    private static boolean isOverridable(GateState state, GateStatus.Type type) {
        return OVERRIDABLE.contains(type)
                || (type == GateStatus.Type.ISSUE_OPEN && IssueConditions.isMissing(state.getApproval()));
    }

    private static RequestAnswer answer(RolloutRequest request, Code code, String reason) {
        return RequestAnswer.newBuilder().setRequestId(request.getRequestId()).setCode(code).setReason(reason).build();
    }

    private static GateState remembered(GateState state, RequestAnswer answer) {
        var ids = state.getRequestIdsList();
        return state.toBuilder().clearRequestIds()
                .addAllRequestIds(ids.subList(Math.max(0, ids.size() + 1 - REMEMBERED), ids.size()))
                .addRequestIds(answer.getRequestId()).setLastRequest(answer).build();
    }
}
