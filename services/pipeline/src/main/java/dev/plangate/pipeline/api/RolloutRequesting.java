package dev.plangate.pipeline.api;

import com.google.rpc.PreconditionFailure.Violation;
import dev.plangate.contract.PlanName;
import dev.plangate.contract.ProtoTime;
import dev.plangate.contract.Validation;
import dev.plangate.db.row.GateStatusRow;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Names;
import dev.plangate.v1.CreateRolloutRequest;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.RequestAnswer;
import dev.plangate.v1.PlanRollout;
import dev.plangate.v1.RolloutRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Rollouts by hand: the request goes to the gate, and its decision comes back in the plan's gate status. */
final class RolloutRequesting {
    private static final Set<GateStatus.Type> OVERRIDABLE = Set.of(GateStatus.Type.ISSUE_OPEN,
            GateStatus.Type.CHECKS_PASSED, GateStatus.Type.APPROVED);

    private final Reads reads;
    private final RequestTopics topics;
    private final LiveEvents live;
    private final Clock clock;
    private final LongSupplier nanos;

    /**
     * Puts it together.
     *
     * @param clock for the times that people are shown
     * @param nanos a monotonic clock
     */
    RolloutRequesting(Reads reads, RequestTopics topics, LiveEvents live, Clock clock, LongSupplier nanos) {
        this.reads = reads;
        this.topics = topics;
        this.live = live;
        this.clock = clock;
        this.nanos = nanos;
    }

    PlanRollout create(CreateRolloutRequest request, Caller caller, Duration patience) throws InterruptedException {
        PlanName plan = Names.plan("parent", request.getParent());
        String id = Names.requestId(request.getRequestId(), UUID::randomUUID);
        long revision = reads.plan(plan).revision();
        var asked = RolloutRequest.newBuilder().setRequestId(id).setPlan(plan.toString())
                .setRevision(request.getRevision() == 0 ? Math.max(1, revision) : request.getRevision())
                .setRequester(caller.name()).setCreateTime(ProtoTime.timestamp(clock.instant()));
        if (request.hasOverride()) {
            asked.setOverride(request.getOverride());
        }
        List<String> violations = Validation.violations(asked.build());
        if (!violations.isEmpty()) {
            String first = violations.getFirst();
            int colon = first.indexOf(": ");
            throw Errors.invalid(colon < 0 ? "parent" : first.substring(0, colon),
                    first.substring(colon < 0 ? 0 : colon + 2));
        }
        try (Subscription events = live.subscribe(plan.toString(), patience)) {
            // Asked before: the gate says nothing twice.
            Optional<GateStatus> before = reads.statuses(List.of(plan.toString())).stream().map(GateStatusRow::status)
                    .filter(status -> answers(status, id)).findFirst();
            if (before.isPresent()) {
                return decided(plan, before.get(), asked.build());
            }
            topics.publish(asked.build());
            return decided(plan, decision(events, id, patience), asked.build());
        }
    }

    private GateStatus decision(Subscription events, String id, Duration patience) throws InterruptedException {
        long deadline = nanos.getAsLong() + patience.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - nanos.getAsLong());
            if (left.isNegative() || left.isZero()) {
                throw Errors.late(id,
                        "the request is published, and the gate has not decided in time: look at the gate status, or ask again with request_id "
                                + id);
            }
            Optional<LiveEvent> event = events.poll(left);
            if (event.isPresent() && event.get().message() instanceof GateStatus status && answers(status, id)) {
                return status;
            }
        }
    }

    private static boolean answers(GateStatus status, String id) {
        return status.hasLastRequest() && status.getLastRequest().getRequestId().equals(id);
    }

    private PlanRollout decided(PlanName plan, GateStatus status, RolloutRequest asked) {
        RequestAnswer answer = status.getLastRequest();
        return switch (answer.getCode()) {
            case ACCEPTED -> reads.rollout(plan).map(Shapes::rollout).orElseGet(() -> PlanRollout.newBuilder()
                    .setName(plan + "/rollouts/" + asked.getRevision()).setState(PlanRollout.State.COMMANDED)
                    .setRevision(asked.getRevision()).setRun(status.getRun())
                    .setPlanStateVersion(status.getPlanStateVersion()).setCommandId(status.getCommandId())
                    .setRequester(asked.getRequester()).setOverrideReason(asked.getOverride().getReason()).build());
            case ALREADY_EXISTS -> throw Errors.exists("Rollout",
                    status.getRollout().isEmpty() ? plan + "/rollouts/" + status.getRevision() : status.getRollout(),
                    answer.getReason());
            case FAILED_PRECONDITION -> throw Errors.precondition("CONDITIONS_FAIL", answer.getReason(),
                    violations(plan, status, asked));
            case ABORTED -> throw Errors.aborted("REVISION_NOT_NEWEST", answer.getReason());
            case NOT_FOUND -> throw Errors.notFound("Plan", plan.toString(), answer.getReason());
            case CODE_UNSPECIFIED, UNRECOGNIZED -> throw Errors.aborted("ANSWER_NOT_UNDERSTOOD",
                    "the gate gave an answer that this API does not know: " + answer.getReason());
        };
    }

    /** Each condition that does not hold, and was not overridden. */
    private static List<Violation> violations(PlanName plan, GateStatus status, RolloutRequest asked) {
        List<Violation> violations = new ArrayList<>();
        status.getConditionsList().stream().filter(condition -> condition.getState() == GateStatus.State.FAILS)
                .filter(condition -> !(asked.hasOverride() && OVERRIDABLE.contains(condition.getType())))
                .forEach(condition -> violations.add(Violation.newBuilder().setType(condition.getType().name())
                        .setSubject(plan.toString()).setDescription(condition.getReason()).build()));
        if (violations.isEmpty()) {
            violations.add(Violation.newBuilder().setType("GATE").setSubject(plan.toString())
                    .setDescription(status.getLastRequest().getReason()).build());
        }
        return violations;
    }
}
