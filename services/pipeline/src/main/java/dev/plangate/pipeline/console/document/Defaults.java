package dev.plangate.pipeline.console.document;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.Plan;
import dev.plangate.v1.RolloutRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What an author may leave out: a plan is ACTIVE and its specs are numbered; a request has a new id, comes from the
 * person at the keyboard and asks to RUN; times are now. Nothing that opens a gate is filled in.
 *
 * @param user who asks, where a request does not say it
 */
public record Defaults(String user, Clock clock, Supplier<UUID> ids) {

    Message fill(Message message) {
        return switch (message) {
            case Plan plan -> fill(plan);
            case Approval approval when approval.getVersion() == 0 && !approval.hasUpdateTime() -> approval.toBuilder()
                    .setUpdateTime(now()).build();
            case CheckRequest request -> fill(request);
            case RolloutRequest request -> fill(request);
            default -> message;
        };
    }

    private Plan fill(Plan plan) {
        Plan.Builder filled = plan.toBuilder();
        if (plan.getState() == Plan.State.STATE_UNSPECIFIED) {
            filled.setState(Plan.State.ACTIVE);
        }
        for (int i = 0; i < plan.getSpecsCount(); i++) {
            if (plan.getSpecs(i).getId().isEmpty()) {
                filled.getSpecsBuilder(i).setId("spec-" + (i + 1));
            }
        }
        // A revision that its author numbers may be published twice, and must be the same then.
        return plan.hasUpdateTime() || plan.getRevision() > 0
                ? filled.build()
                : filled.setUpdateTime(now()).build();
    }

    private CheckRequest fill(CheckRequest request) {
        CheckRequest.Builder filled = request.toBuilder();
        if (request.getRequestId().isEmpty()) {
            filled.setRequestId(ids.get().toString());
        }
        if (request.getAction() == CheckRequest.Action.ACTION_UNSPECIFIED) {
            filled.setAction(CheckRequest.Action.RUN);
        }
        if (request.getRequester().isEmpty()) {
            filled.setRequester(user);
        }
        return request.hasCreateTime() ? filled.build() : filled.setCreateTime(now()).build();
    }

    private RolloutRequest fill(RolloutRequest request) {
        RolloutRequest.Builder filled = request.toBuilder();
        if (request.getRequestId().isEmpty()) {
            filled.setRequestId(ids.get().toString());
        }
        if (request.getRequester().isEmpty()) {
            filled.setRequester(user);
        }
        return request.hasCreateTime() ? filled.build() : filled.setCreateTime(now()).build();
    }

    private Timestamp now() {
        Instant now = clock.instant();
        return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
    }
}
