package dev.plangate.pipeline.worker.domain;

import dev.plangate.contract.ProtoTime;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;

/** The end of a run whose attempts are used up: every end emits an event, so that nobody waits for ever. */
public final class GivenUp {
    private GivenUp() {}

    /**
     * The terminal event.
     *
     * @param run as stored, FAILED, at its last fence
     */
    public static OutboxRow event(RunRow run) {
        var event = CheckRun.newBuilder().setPlan(run.plan()).setRun(run.run()).setFence(run.fence())
                .setRevision(run.revision()).setCheckDigest(run.checkDigest()).setStatus(run.status())
                .setError(run.error()).setRequestId(run.requestId())
                .setCreateTime(ProtoTime.timestamp(run.createdAt()));
        return OutboxRow.of(Topics.CHECK_RUNS, run.plan(), event.build());
    }
}
