package dev.plangate.pipeline.api;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import dev.plangate.contract.ProtoTime;
import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.RolloutRow;
import dev.plangate.db.row.TargetResult;
import dev.plangate.pipeline.api.domain.InvalidField;
import dev.plangate.pipeline.api.domain.RunName;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.PlanCheckRun;
import dev.plangate.v1.PlanRollout;

/** From rows to what the API shows. */
final class Shapes {
    private Shapes() {}

    static PlanCheckRun run(ListedRun row) {
        return PlanCheckRun.newBuilder().setName(RunName.of(row.plan(), row.run())).setRevision(row.revision())
                .setCheckDigest(row.checkDigest()).setStatus(row.status()).setError(row.error()).setErrors(row.errors())
                .setWarnings(row.warnings()).setCreateTime(ProtoTime.timestamp(row.createdAt()))
                .setUpdateTime(ProtoTime.timestamp(row.updatedAt())).setRequestId(row.requestId())
                .setCurrent(row.current()).setRetryOf(row.retryOf()).build();
    }

    static CheckResult result(ListedRun run, TargetResult found) {
        return CheckResult.newBuilder().setPlan(run.plan()).setRun(run.run()).setFence(run.fence())
                .setRevision(run.revision()).setTarget(found.target()).addAllOutcomes(found.outcomes()).build();
    }

    static PlanRollout rollout(RolloutRow row) {
        return PlanRollout.newBuilder().setName(row.name()).setState(PlanRollout.State.CREATED)
                .setRevision(row.revision()).setRun(row.run()).setPlanStateVersion(row.planStateVersion())
                .setCheckDigest(row.checkDigest()).setCommandId(row.commandId()).setRequester(row.requester())
                .setOverrideReason(row.overrideReason()).setCreateTime(ProtoTime.timestamp(row.createdAt())).build();
    }

    /**
     * The fields that somebody wants to read.
     *
     * @throws InvalidField of "read_mask", when there is no such field
     */
    @SuppressWarnings("unchecked") // What is trimmed is of the same kind.
    static <M extends Message> M masked(M message, FieldMask mask) {
        if (mask.getPathsCount() == 0 || mask.getPathsList().contains("*")) {
            return message;
        }
        for (String path : mask.getPathsList()) {
            if (!FieldMaskUtil.isValid(message.getDescriptorForType(), path)) {
                throw new InvalidField("read_mask", "%s has no field %s".formatted(
                        message.getDescriptorForType().getName(), path));
            }
        }
        Message.Builder trimmed = message.newBuilderForType();
        FieldMaskUtil.merge(mask, message, trimmed);
        return (M) trimmed.build();
    }
}
