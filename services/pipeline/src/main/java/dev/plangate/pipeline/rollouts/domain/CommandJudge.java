package dev.plangate.pipeline.rollouts.domain;

import dev.plangate.contract.ProtoTime;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.ProjectRow;
import dev.plangate.db.row.RolloutRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutState;
import java.time.Instant;
import java.util.Optional;

/** {@code command x what Postgres knows now -> answer}. The caller holds the locks of project, plan and run. */
public final class CommandJudge {
    private CommandJudge() {}

    /**
     * Judges one command.
     *
     * @param plan    absent when it is not known
     * @param project of the plan, absent when it is not known
     * @param run     the plan's current run, absent when it has none
     * @param now     by the database's clock
     */
    public static Answer judge(CreateRollout command, Optional<PlanRow> plan, Optional<ProjectRow> project,
            Optional<RunRow> run, Instant now) {
        if (plan.isEmpty()) {
            return reject(command, RolloutState.Code.UNKNOWN_PLAN, "the plan is not known", now);
        }
        PlanRow known = plan.get();
        if (!known.rollout().isEmpty()) {
            return new Answer.Repeated();
        }
        if (known.liveness() != PlanState.Liveness.LIVE) {
            return reject(command, RolloutState.Code.NOT_LIVE, "the plan is " + known.liveness(), now);
        }
        if (project.filter(p -> !p.archived()).isEmpty()) {
            return reject(command, RolloutState.Code.NOT_LIVE, project.isEmpty()
                    ? "the project is not known"
                    : "the project is archived", now);
        }
        if (known.version() != command.getPlanStateVersion() || known.revision() != command.getRevision()
                || !known.checkDigest().equals(command.getCheckDigest())) {
            return reject(command, RolloutState.Code.STALE_PLAN, "it was judged at plan state %d, the newest is %d"
                    .formatted(command.getPlanStateVersion(), known.version()), now);
        }
        long newest = run.map(RunRow::run).orElse(0L);
        if (newest != command.getRun()) {
            return reject(command, RolloutState.Code.STALE_RUN,
                    "it was judged by run %d, the newest is %d".formatted(command.getRun(), newest), now);
        }
        return create(command, now);
    }

    /**
     * The answer to a command that was judged and could not be carried out: whoever sent it must not wait for ever.
     *
     * @param plan absent when it is not known
     * @param why  its first line is for people
     */
    public static Answer giveUp(CreateRollout command, Optional<PlanRow> plan, String why, Instant now) {
        return plan.filter(known -> !known.rollout().isEmpty()).isPresent()
                ? new Answer.Repeated()
                : reject(command, RolloutState.Code.UNPROCESSABLE, why.lines().findFirst().orElse(""), now);
    }

    private static Answer create(CreateRollout command, Instant now) {
        String name = command.getPlan() + "/rollouts/" + command.getRevision();
        var row = new RolloutRow(command.getPlan(), name, command.getId(), command.getPlanStateVersion(),
                command.getRun(), command.getRevision(), command.getCheckDigest(), command.getRequester(),
                command.getOverrideReason(), now);
        var created = RolloutState.Created.newBuilder().setRollout(name).setCommandId(command.getId())
                .setRevision(command.getRevision()).setRun(command.getRun())
                .setPlanStateVersion(command.getPlanStateVersion()).setCheckDigest(command.getCheckDigest())
                .setRequester(command.getRequester()).setOverrideReason(command.getOverrideReason())
                .setCreateTime(ProtoTime.timestamp(now));
        return new Answer.Create(row,
                RolloutState.newBuilder().setPlan(command.getPlan()).setCreated(created).build());
    }

    private static Answer reject(CreateRollout command, RolloutState.Code code, String reason, Instant now) {
        return new Answer.Reject(RolloutState.newBuilder().setPlan(command.getPlan())
                .setRejected(RolloutState.Rejected.newBuilder().setCommandId(command.getId())
                        .setPlanStateVersion(command.getPlanStateVersion()).setRun(command.getRun()).setCode(code)
                        .setReason(reason).setCreateTime(ProtoTime.timestamp(now)))
                .build());
    }
}
