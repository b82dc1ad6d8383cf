package dev.plangate.pipeline.api;

import dev.plangate.contract.PlanName;
import dev.plangate.contract.ProtoTime;
import dev.plangate.db.row.CheckRequestRow;
import dev.plangate.db.row.ListedRun;
import dev.plangate.db.row.PlanRow;
import dev.plangate.pipeline.api.domain.Caller;
import dev.plangate.pipeline.api.domain.Names;
import dev.plangate.pipeline.api.domain.RunName;
import dev.plangate.v1.CancelPlanCheckRunRequest;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckRequest.Action;
import dev.plangate.v1.CheckRequestAnswer;
import dev.plangate.v1.PlanState;
import dev.plangate.v1.RetryFailedTargetsRequest;
import dev.plangate.v1.RunPlanChecksRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests about checks: judged by what Postgres says now, published, answered when intake has taken them. Intake decides; what is
 * refused here would be refused there, too, and less clearly.
 */
final class CheckRequesting {
    private final Reads reads;
    private final RequestTopics topics;
    private final RequestAnswers answers;
    private final Clock clock;

    /** @param clock for the times that people are shown */
    CheckRequesting(Reads reads, RequestTopics topics, RequestAnswers answers, Clock clock) {
        this.reads = reads;
        this.topics = topics;
        this.answers = answers;
        this.clock = clock;
    }

    CheckRequestAnswer run(RunPlanChecksRequest request, Caller caller, Duration patience)
            throws InterruptedException {
        PlanName plan = Names.plan("name", request.getName());
        String id = Names.requestId(request.getRequestId(), UUID::randomUUID);
        Optional<CheckRequestAnswer> before = answered(id, plan, Action.RUN);
        if (before.isPresent()) {
            return before.get();
        }
        PlanRow known = runnable(plan);
        if (request.getRevision() < 0) {
            throw Errors.invalid("revision", "should be at least 1, or 0 for the newest");
        }
        if (request.getRevision() > 0 && request.getRevision() != known.revision()) {
            throw Errors.aborted("REVISION_NOT_NEWEST", "asked for revision %d, %s is at %d".formatted(
                    request.getRevision(), plan, known.revision()));
        }
        return ask(id, known, Action.RUN, caller, patience);
    }

    CheckRequestAnswer cancel(CancelPlanCheckRunRequest request, Caller caller, Duration patience)
            throws InterruptedException {
        RunName name = RunName.parse("name", request.getName());
        String id = Names.requestId(request.getRequestId(), UUID::randomUUID);
        Optional<CheckRequestAnswer> before = answered(id, name.plan(), Action.CANCEL);
        if (before.isPresent()) {
            return before.get();
        }
        ListedRun run = reads.find(name);
        if (!run.current() || !run.isOpen()) {
            throw Errors.precondition("RUN_ENDED", RunName.of(run.plan(), run.run()),
                    "run %d is %s: there is nothing to cancel".formatted(run.run(), run.status()));
        }
        return ask(id, reads.plan(name.plan()), Action.CANCEL, caller, patience);
    }

    CheckRequestAnswer retry(RetryFailedTargetsRequest request, Caller caller, Duration patience)
            throws InterruptedException {
        RunName name = RunName.parse("name", request.getName());
        String id = Names.requestId(request.getRequestId(), UUID::randomUUID);
        Optional<CheckRequestAnswer> before = answered(id, name.plan(), Action.RETRY_FAILED_TARGETS);
        if (before.isPresent()) {
            return before.get();
        }
        PlanRow known = runnable(name.plan());
        ListedRun run = reads.find(name);
        if (!run.current()) {
            throw Errors.precondition("RUN_NOT_NEWEST", RunName.of(run.plan(), run.run()),
                    "%s has a newer run than %d: what is to be retried is in that one".formatted(name.plan(),
                            run.run()));
        }
        return ask(id, known, Action.RETRY_FAILED_TARGETS, caller, patience);
    }

    private PlanRow runnable(PlanName plan) {
        PlanRow known = reads.plan(plan);
        if (known.revision() == 0) {
            throw Errors.notFound("Plan", plan.toString(),
                    "%s comes from the old layout and was not published since: publish it first".formatted(plan));
        }
        if (!known.rollout().isEmpty()) {
            throw Errors.precondition("ROLLED_OUT", known.rollout(),
                    "%s has the rollout %s: its checks mean nothing any more".formatted(plan, known.rollout()));
        }
        if (known.liveness() != PlanState.Liveness.LIVE) {
            throw Errors.precondition("NOT_LIVE", plan.toString(),
                    "%s is %s: only active plans are checked".formatted(plan, known.liveness()));
        }
        return known;
    }

    /** An id that came before is the same request: it is answered, and not asked again. */
    private Optional<CheckRequestAnswer> answered(String id, PlanName plan, Action action) {
        return reads.answered(List.of(id)).stream().findFirst().map(row -> {
            if (!row.plan().equals(plan.toString()) || row.action() != action) {
                throw Errors.invalid("request_id", "was used for another request: choose a new one");
            }
            return taken(row);
        });
    }

    private CheckRequestAnswer ask(String id, PlanRow plan, Action action, Caller caller, Duration patience)
            throws InterruptedException {
        topics.publish(CheckRequest.newBuilder().setRequestId(id).setPlan(plan.name()).setRevision(plan.revision())
                .setAction(action).setRequester(caller.name())
                .setCreateTime(ProtoTime.timestamp(clock.instant())).build());
        return answers.await(id, patience).map(this::taken).orElseGet(() -> CheckRequestAnswer.newBuilder()
                .setRequestId(id).setState(CheckRequestAnswer.State.PENDING)
                .setMessage("the request is published and not taken yet: ask again with the same request_id")
                .build());
    }

    private CheckRequestAnswer taken(CheckRequestRow row) {
        var answer = CheckRequestAnswer.newBuilder().setRequestId(row.requestId())
                .setState(CheckRequestAnswer.State.TAKEN);
        Optional<ListedRun> run = row.run() == 0 ? Optional.empty() : reads.find(row.plan(), row.run());
        run.map(Shapes::run).ifPresent(answer::setCheckRun);
        return answer.setMessage(run.map(found -> "run %d is %s%s".formatted(found.run(), found.status(),
                found.error().isEmpty() ? "" : ": " + found.error()))
                .orElse("it was taken and changed nothing")).build();
    }
}
