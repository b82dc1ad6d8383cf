package dev.plangate.pipeline.intake.domain;

import dev.plangate.contract.ProtoTime;
import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.targets.Inputs;
import dev.plangate.pipeline.targets.TargetDerivation;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state while one event is folded: what changes, and what is published, step by step. Lives for one fold only. */
final class Draft {
    private final String name;
    private final PlanAggregate before;
    private final Inputs inputs;
    private final Moment moment;
    private final List<Emission> emissions = new ArrayList<>();
    private Optional<PlanRow> plan;
    private Optional<RunRow> run;

    Draft(String name, PlanAggregate before, Inputs inputs, Moment moment) {
        this.name = name;
        this.before = before;
        this.inputs = inputs;
        this.moment = moment;
        this.plan = before.plan();
        this.run = before.run();
    }

    PlanAggregate before() {
        return before;
    }

    PlanRow plan() {
        return plan.orElseThrow();
    }

    Folded folded() {
        return new Folded(new PlanAggregate(plan, run), emissions);
    }

    Derivation derive(Plan content) {
        return TargetDerivation.derive(project(), content, inputs);
    }

    void refuse(String reason) {
        emissions.add(new Emission.Refused(reason));
    }

    /** A new revision. */
    void accept(Plan content, PlanState.Liveness liveness, Derivation derivation) {
        plan = Optional
                .of(new PlanRow(before.plan().map(PlanRow::id).orElse(0L), name, project(), content.getRevision(),
                        content, liveness, version() + 1, derivation.checkDigest(), derivation.waitingFor(), lastRun(),
                        before.plan().map(PlanRow::rollout).orElse("")));
    }

    /** The same revision, looked at again. */
    void reconsider(Derivation derivation) {
        replace(plan().liveness(), derivation.checkDigest(), derivation.waitingFor());
    }

    /** The same revision under other settings, with what was derived before. */
    void keepDerivation() {
        replace(plan().liveness(), plan().checkDigest(), plan().waitingFor());
    }

    void delete() {
        replace(PlanState.Liveness.DELETED, "", List.of());
    }

    private void replace(PlanState.Liveness liveness, String digest, List<String> waitingFor) {
        PlanRow p = plan();
        plan = Optional.of(new PlanRow(p.id(), p.name(), p.project(), p.revision(), p.plan(), liveness, p.version() + 1,
                digest, waitingFor, p.lastRun(), p.rollout()));
    }

    /** The digest is another one. A run that has only waited goes on as it is, now that it knows what to check. */
    void startOver(Derivation derivation, String why) {
        boolean waited = run.filter(r -> r.status() == CheckRun.Status.AVAILABLE && r.checkDigest().isEmpty())
                .isPresent();
        if (waited && derivation instanceof Derivation.Checkable checkable) {
            RunRow r = run.orElseThrow();
            run = Optional.of(new RunRow(r.plan(), r.run(), r.revision(), checkable.digest(), r.fence(), r.status(), "",
                    r.createdAt(), null, r.requestId()));
            return;
        }
        endOpenRun(why);
        makeRun(derivation, "");
    }

    /** A run for what was derived; one with nothing to do, or that cannot be done, ends at once. */
    void makeRun(Derivation derivation, String requestId) {
        makeRun(derivation, requestId, 0);
    }

    /** @param retryOf the run that it takes results over from; 0 = it checks all */
    void makeRun(Derivation derivation, String requestId, long retryOf) {
        switch (derivation) {
            case Derivation.Checkable _ -> enqueue(null, requestId, retryOf);
            case Derivation.Missing _ -> enqueue(moment.deadline(), requestId, 0);
            case Derivation.NothingToCheck _ -> makeEndedRun(CheckRun.Status.DONE, "", requestId);
            case Derivation.Refused refused -> makeEndedRun(CheckRun.Status.FAILED, refused.error(), requestId);
        }
    }

    private void enqueue(Instant availableAt, String requestId, long retryOf) {
        nextRun(CheckRun.Status.AVAILABLE, "", requestId, availableAt, retryOf);
        publishRun(run.orElseThrow(), requestId, false);
    }

    void makeEndedRun(CheckRun.Status status, String error, String requestId) {
        nextRun(status, error, requestId, null, 0);
        publishRun(run.orElseThrow(), requestId, true);
    }

    private void nextRun(CheckRun.Status status, String error, String requestId, Instant availableAt, long retryOf) {
        PlanRow p = plan();
        plan = Optional.of(new PlanRow(p.id(), p.name(), p.project(), p.revision(), p.plan(), p.liveness(), p.version(),
                p.checkDigest(), p.waitingFor(), p.lastRun() + 1, p.rollout()));
        long fence = run.map(RunRow::fence).orElse(0L) + 1;
        run = Optional.of(new RunRow(name, p.lastRun() + 1, p.revision(), p.checkDigest(), fence, status, error,
                moment.now(), availableAt, requestId, 0, retryOf));
    }

    void endOpenRun(String why) {
        endOpenRun(why, "");
    }

    /** The one terminal event of the run that is queued or claimed, if there is one; its worker is fenced off. */
    void endOpenRun(String why, String requestId) {
        if (!before.hasOpenRun()) {
            return;
        }
        RunRow r = run.orElseThrow();
        run = Optional.of(new RunRow(name, r.run(), r.revision(), r.checkDigest(), r.fence() + 1,
                CheckRun.Status.CANCELED, why, r.createdAt(), null, r.requestId(), 0, r.retryOf()));
        publishRun(run.orElseThrow(), requestId, true);
    }

    /** The request joins the run that is open: it is named in a record of that run, which is not a terminal one. */
    void coalesce(String requestId) {
        publishRun(run.orElseThrow(), requestId, false);
    }

    /** A request that gets a run of its own only to be told no; the current run stays what it is. */
    void answerStale(CheckRequest request, String why) {
        PlanRow p = plan();
        plan = Optional.of(new PlanRow(p.id(), p.name(), p.project(), p.revision(), p.plan(), p.liveness(), p.version(),
                p.checkDigest(), p.waitingFor(), p.lastRun() + 1, p.rollout()));
        publishRun(
                new RunRow(name, p.lastRun() + 1, request.getRevision(), "", before.fence(), CheckRun.Status.CANCELED,
                        why, moment.now(), null, request.getRequestId()),
                request.getRequestId(), true);
    }

    void publishState() {
        emissions.add(new Emission.StateWritten(
                PlanAggregate.state(plan(), run.map(RunRow::run).orElse(0L), inputs.project())));
    }

    private void publishRun(RunRow r, String requestId, boolean ended) {
        var event = CheckRun.newBuilder().setPlan(name).setRun(r.run()).setFence(r.fence()).setRevision(r.revision())
                .setCheckDigest(r.checkDigest()).setStatus(r.status()).setError(r.error()).setRequestId(requestId)
                .setRetryOf(r.retryOf()).setCreateTime(ProtoTime.timestamp(r.createdAt()));
        if (ended) {
            event.setEndTime(ProtoTime.timestamp(moment.now()));
        }
        if (r.status() == CheckRun.Status.DONE) {
            event.setTotals(CheckRun.Totals.getDefaultInstance()).setFacts(CheckRun.Facts.getDefaultInstance());
        }
        emissions.add(new Emission.RunChanged(event.build()));
    }

    private long version() {
        return before.plan().map(PlanRow::version).orElse(0L);
    }

    private long lastRun() {
        return before.plan().map(PlanRow::lastRun).orElse(0L);
    }

    private String project() {
        return name.substring(0, name.indexOf("/plans/"));
    }
}
