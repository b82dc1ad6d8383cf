package dev.plangate.pipeline.intake.domain;

import dev.plangate.db.row.PlanRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.targets.Inputs;
import dev.plangate.pipeline.targets.TargetDerivation;
import dev.plangate.v1.CheckRequest;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.Plan;
import dev.plangate.v1.PlanState;
import java.util.Optional;

/**
 * {@code aggregate x event -> aggregate x emissions}. Each accepted revision gets a run, and each run exactly one terminal
 * event; revision, plan-state version, run and fence only grow.
 */
public final class PlanFold {
    private PlanFold() {}

    /**
     * Folds one event.
     *
     * @param name   projects/{project}/plans/{plan}
     * @param inputs what is known of the things that the plan names: of {@code event}'s content when it brings one
     */
    public static Folded fold(String name, PlanAggregate before, PlanEvent event, Inputs inputs, Moment moment) {
        var draft = new Draft(name, before, inputs, moment);
        switch (event) {
            case PlanEvent.Written(Plan content) -> written(draft, content);
            case PlanEvent.Deleted() -> deleted(draft);
            case PlanEvent.Requested(CheckRequest request) -> requested(draft, request);
            case PlanEvent.InputsChanged(boolean settings) -> inputsChanged(draft, settings);
        }
        return draft.folded();
    }

    private static void written(Draft draft, Plan content) {
        Optional<PlanRow> known = draft.before().plan();
        if (known.isPresent() && content.getRevision() <= known.get().revision()) {
            refuseUnlessRepeated(draft, known.get(), content);
            return;
        }
        draft.endOpenRun("SUPERSEDED by revision %d".formatted(content.getRevision()));
        var liveness = content.getState() == Plan.State.ACTIVE ? PlanState.Liveness.LIVE : PlanState.Liveness.CLOSED;
        Derivation derivation = draft.derive(content);
        draft.accept(content, liveness, derivation);
        if (draft.before().isRolledOut()) {
            draft.makeEndedRun(CheckRun.Status.CANCELED,
                    "ROLLED_OUT: the plan has the rollout " + draft.plan().rollout(), "");
        } else if (liveness == PlanState.Liveness.CLOSED) {
            draft.makeEndedRun(CheckRun.Status.CANCELED, "CLOSED: the plan was closed by its author", "");
        } else {
            draft.makeRun(derivation, "");
        }
        draft.publishState();
    }

    /** The same revision twice is a redelivery; with other content, two writers disagree and somebody must know. */
    private static void refuseUnlessRepeated(Draft draft, PlanRow known, Plan content) {
        if (content.getRevision() < known.revision()) {
            draft.refuse("revision: got %d, but %d is known already; publish the plan with a revision above it"
                    .formatted(content.getRevision(), known.revision()));
        } else if (!content.equals(known.plan())) {
            draft.refuse("revision: %d is known with other content; each edit needs a revision of its own, above %d"
                    .formatted(content.getRevision(), known.revision()));
        }
    }

    private static void deleted(Draft draft) {
        if (draft.before().plan().filter(p -> p.liveness() != PlanState.Liveness.DELETED).isEmpty()) {
            return;
        }
        draft.endOpenRun("DELETED: the plan was deleted");
        draft.delete();
        draft.publishState();
    }

    private static void inputsChanged(Draft draft, boolean settings) {
        // No content means nothing to check: a plan without a revision would pass.
        if (!draft.before().hasRevision() || !draft.before().isLive() || draft.before().isRolledOut()) {
            return;
        }
        PlanRow known = draft.plan();
        if (TargetDerivation.notUnderstood(known.plan()).isPresent()) {
            // What it means stays as it was derived by who understood it. What its project demands reaches it all the same.
            if (settings) {
                draft.keepDerivation();
                draft.publishState();
            }
            return;
        }
        Derivation derivation = draft.derive(known.plan());
        boolean sameDigest = derivation.checkDigest().equals(known.checkDigest());
        if (!settings && sameDigest && derivation.waitingFor().equals(known.waitingFor())) {
            return;
        }
        draft.reconsider(derivation);
        if (!sameDigest) {
            draft.startOver(derivation, "SUPERSEDED: what the plan's checks depend on has changed");
        }
        draft.publishState();
    }

    private static void requested(Draft draft, CheckRequest request) {
        if (!draft.before().hasRevision()) {
            draft.refuse("plan: %s is not known; publish the plan first".formatted(request.getPlan()));
        } else if (request.getRevision() > draft.plan().revision()) {
            draft.refuse("revision: %d is not known, the newest is %d; publish that revision first"
                    .formatted(request.getRevision(), draft.plan().revision()));
        } else if (request.getAction() == CheckRequest.Action.CANCEL) {
            cancel(draft, request);
        } else if (request.getAction() == CheckRequest.Action.RUN
                || request.getAction() == CheckRequest.Action.RETRY_FAILED_TARGETS) {
            runAgain(draft, request);
        } else {
            draft.refuse("action: wanted RUN, CANCEL or RETRY_FAILED_TARGETS");
        }
    }

    /** Nothing to do when the run has ended: it has had its terminal event. */
    private static void cancel(Draft draft, CheckRequest request) {
        if (draft.before().hasOpenRun() && request.getRevision() == draft.plan().revision()) {
            draft.endOpenRun("CANCELED by " + (request.getRequester().isEmpty() ? "request" : request.getRequester()),
                    request.getRequestId());
        }
    }

    private static void runAgain(Draft draft, CheckRequest request) {
        PlanRow plan = draft.plan();
        if (request.getRevision() < plan.revision()) {
            draft.answerStale(request, "SUPERSEDED by revision %d".formatted(plan.revision()));
        } else if (draft.before().isRolledOut()) {
            draft.answerStale(request, "ROLLED_OUT: the plan has the rollout " + plan.rollout());
        } else if (plan.liveness() != PlanState.Liveness.LIVE) {
            draft.answerStale(request, plan.liveness() + ": the plan is not active");
        } else if (draft.before().hasOpenRun()) {
            // A change of the digest makes a new run in its own transaction, so an open run is one of today's digest.
            draft.coalesce(request.getRequestId());
        } else {
            Derivation derivation = draft.derive(plan.plan());
            if (request.getAction() == CheckRequest.Action.RETRY_FAILED_TARGETS) {
                retry(draft, derivation, request);
            } else {
                again(draft, derivation, request, 0);
            }
        }
    }

    private static void again(Draft draft, Derivation derivation, CheckRequest request, long retryOf) {
        draft.reconsider(derivation);
        draft.makeRun(derivation, request.getRequestId(), retryOf);
        draft.publishState();
    }

    /**
     * A run of what failed alone, as long as the newest run checked what the plan means now. One that was to retry and could
     * not be done hands on the run that it was to take results from.
     */
    private static void retry(Draft draft, Derivation derivation, CheckRequest request) {
        Optional<RunRow> newest = draft.before().run().filter(run -> run.revision() == draft.plan().revision()
                && run.checkDigest().equals(derivation.checkDigest()) && !run.checkDigest().isEmpty());
        boolean done = newest.filter(run -> run.status() == CheckRun.Status.DONE).isPresent();
        if (done && newest.orElseThrow().errors() == 0) {
            draft.answerStale(request,
                    "NOTHING_FAILED: run %d is DONE without an error; to check all again, ask for RUN"
                            .formatted(newest.orElseThrow().run()));
        } else {
            again(draft, derivation, request,
                    newest.map(run -> done ? run.run() : run.retryOf()).orElse(0L));
        }
    }
}
