package dev.plangate.topology.domain;

import dev.plangate.topology.domain.GateEvent.ApprovalChanged;
import dev.plangate.topology.domain.GateEvent.ApprovalRefused;
import dev.plangate.topology.domain.GateEvent.ApprovalRemoved;
import dev.plangate.v1.Approval;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CreateRollout;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RolloutState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything around the gate, for one plan: upstream, intake, workers and the rollouts service, as they promise to behave.
 * What they write stands in one log per topic.
 */
final class World {
    enum Log {
        PLAN_STATES, APPROVALS, CHECK_RUNS, ROLLOUTS, REQUESTS
    }

    final Map<Log, List<GateEvent>> logs = new EnumMap<>(Log.class);
    private PlanState.Builder plan = Samples.plan(0, 0, 0).setSettings(Samples.settings(true, true));
    private CheckRun current;
    private int digests;
    private long lastRun;
    private long approvals;
    private Approval.Builder approval = Samples.approval(0, Approval.Status.PENDING, 0);
    private RolloutState rollout;

    World() {
        for (Log log : Log.values()) {
            logs.put(log, new ArrayList<>());
        }
        edit();
    }

    void edit() {
        edit("users/ann");
    }

    void edit(String creator) {
        plan.setCreator(creator);
        plan.setRevision(plan.getRevision() + 1).setLiveness(PlanState.Liveness.LIVE);
        newRun();
    }

    /** Settings, policy or group members changed: what was checked is not the plan as it is now. */
    void newRun() {
        supersede();
        digests++;
        plan.setCheckDigest("digest-" + digests);
        lastRun++;
        current = Samples.run(lastRun, plan.getRevision(), CheckRun.Status.AVAILABLE)
                .setCheckDigest(plan.getCheckDigest())
                .build();
        plan.setRun(lastRun);
        report(current);
        publish();
    }

    /** A request for a revision that is not the newest gets a run of its own that is over at once. */
    void strayRun(int ahead) {
        lastRun++;
        report(Samples.run(lastRun, Math.max(1, plan.getRevision() + ahead), CheckRun.Status.CANCELED)
                .setError("SUPERSEDED by revision " + plan.getRevision()).build());
    }

    /** @param targets that the plan has; 0 = it has none, 2 = it was sampled */
    void finish(CheckRun.Status status, int errors, long rows, int targets) {
        if (isOpen()) {
            var ended = current.toBuilder().setStatus(status).setFence(current.getFence() + 1);
            if (status == CheckRun.Status.DONE) {
                ended.setTotals(CheckRun.Totals.newBuilder().setTargets(Math.min(1, targets))
                        .setDerivedTargets(targets).setErrors(errors))
                        .setFacts(Samples.facts(rows));
            }
            current = ended.build();
            report(current);
        }
    }

    /** A record about the current run that was written earlier and comes late. */
    void late(CheckRun.Status status) {
        report(current.toBuilder().clearTotals().setStatus(status).setFence(Math.max(1, current.getFence() - 1))
                .build());
    }

    private void supersede() {
        if (isOpen()) {
            report(current.toBuilder().setStatus(CheckRun.Status.CANCELED).setError("SUPERSEDED").build());
        }
    }

    private boolean isOpen() {
        return current != null && (current.getStatus() == CheckRun.Status.AVAILABLE
                || current.getStatus() == CheckRun.Status.RUNNING);
    }

    void settings(boolean approvalRequired, boolean checksRequired, boolean rules, boolean byOthers) {
        var settings = Samples.settings(approvalRequired, checksRequired).toBuilder().setForbidSelfApproval(byOthers);
        plan.setSettings(rules ? settings.addAllApprovalRules(Samples.RULES).build() : settings.build());
        publish();
    }

    /** What the plan names is gone, or has changed: the run that it names checked something else. */
    void digest(String digest) {
        plan.setCheckDigest(digest);
        publish();
    }

    void forgetSettings() {
        plan.clearSettings();
        publish();
    }

    void archived(boolean archived) {
        plan.setProjectArchived(archived);
        publish();
    }

    void liveness(PlanState.Liveness liveness) {
        plan.setLiveness(liveness);
        publish();
    }

    /** @param who names, with blanks between them */
    void decide(Approval.Status status, long behind, boolean seen, String who) {
        approval.clearApprovers().addAllApprovers(who.isEmpty() ? List.of() : List.of(who.split(" ")));
        approval.setRun(seen ? plan.getRun() : 0).setStatus(status)
                .setPlanRevision(Math.max(0, plan.getRevision() - behind));
        publishApproval();
    }

    void issue(Approval.IssueState state) {
        approval.setIssueState(state);
        publishApproval();
    }

    void removeApproval() {
        write(Log.APPROVALS, new ApprovalRemoved(Samples.PLAN, next(Log.APPROVALS)));
    }

    void refuseApproval(boolean readable) {
        write(Log.APPROVALS, new ApprovalRefused(Samples.PLAN, readable ? ++approvals : 0, next(Log.APPROVALS)));
    }

    void request(int id, long behind, boolean override) {
        var request = Samples.request(id, Math.max(1, plan.getRevision() - behind));
        write(Log.REQUESTS, Samples.is(override ? request.setOverride(Samples.because("urgent")) : request));
    }

    /** The rollouts service: creates only what is still the newest in its database, and answers every command. */
    void answer(CreateRollout command, boolean failing) {
        boolean newest = command.getPlanStateVersion() == plan.getVersion() && command.getRun() == plan.getRun();
        if (rollout == null && newest && !failing) {
            rollout = Samples.created(command);
        }
        write(Log.ROLLOUTS, Samples.is(rollout != null
                ? rollout
                : Samples.rejected(command, RolloutState.Code.STALE_PLAN)));
    }

    /** Whatever disturbed the plan is put right. */
    void recover() {
        plan.setProjectArchived(false).setLiveness(PlanState.Liveness.LIVE).setCreator("users/ann").setSettings(
                Samples.settings(true, true).toBuilder().setForbidSelfApproval(true));
        newRun();
    }

    private void publish() {
        plan.setVersion(plan.getVersion() + 1);
        write(Log.PLAN_STATES, Samples.is(plan));
    }

    private void publishApproval() {
        write(Log.APPROVALS, new ApprovalChanged(approval.setVersion(++approvals).build(), next(Log.APPROVALS)));
    }

    private void report(CheckRun run) {
        write(Log.CHECK_RUNS, Samples.is(run.toBuilder()));
    }

    private Position next(Log log) {
        int offset = logs.get(log).size();
        return new Position(offset, offset / 3);
    }

    private void write(Log log, GateEvent event) {
        logs.get(log).add(event);
    }
}
