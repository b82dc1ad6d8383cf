package dev.plangate.topology.domain;

import static dev.plangate.topology.domain.Judgement.fails;
import static dev.plangate.topology.domain.Judgement.holds;
import static dev.plangate.topology.domain.Judgement.notConsulted;
import static dev.plangate.topology.domain.Judgement.pending;

import dev.plangate.internal.v1.GateState;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.PlanState;

/** CHECKS_PASSED: the run that the plan state names checked this revision and digest, is DONE, and found no error. */
final class CheckCondition {
    private static final GateStatus.Type TYPE = GateStatus.Type.CHECKS_PASSED;

    private CheckCondition() {}

    static Judgement of(GateState state) {
        var plan = state.getPlanState();
        // Without settings nobody knows what is required: then everything is.
        if (plan.hasSettings() && !plan.getSettings().getRequirePlanCheckNoError()) {
            return notConsulted(TYPE, "the project does not ask for checks");
        }
        return Runs.counted(state).map(run -> judged(plan, run)).orElseGet(() -> unheard(plan));
    }

    private static Judgement unheard(PlanState plan) {
        var reason = plan.getRun() == 0
                ? "there is no check run yet"
                : "run " + plan.getRun() + " has not reported yet";
        return pending(TYPE, reason + missing(plan));
    }

    private static Judgement judged(PlanState plan, CheckRun run) {
        var name = "run " + run.getRun();
        return switch (run.getStatus()) {
            case AVAILABLE -> pending(TYPE, name + " is queued" + missing(plan));
            case RUNNING -> pending(TYPE, name + " is running");
            case DONE -> finished(plan, run, name);
            case FAILED -> fails(TYPE, name + " failed: " + why(run), "clear the cause and ask for another run");
            // Whatever superseded it has a run of its own.
            case CANCELED -> run.getError().startsWith("SUPERSEDED")
                    ? pending(TYPE, name + " was canceled: " + why(run))
                    : fails(TYPE, name + " was canceled: " + why(run), "ask for another run");
            case STATUS_UNSPECIFIED, UNRECOGNIZED ->
                fails(TYPE, name + " has an unknown status", "ask for another run");
        };
    }

    private static Judgement finished(PlanState plan, CheckRun run, String name) {
        if (run.getRevision() != plan.getRevision()) {
            return fails(TYPE,
                    name + " checked revision " + run.getRevision() + ", the plan is at " + plan.getRevision(),
                    "ask for another run");
        }
        if (plan.getCheckDigest().isEmpty() || !run.getCheckDigest().equals(plan.getCheckDigest())) {
            return fails(TYPE, name + " did not check the plan as it is now" + missing(plan), "ask for another run");
        }
        if (!run.hasTotals()) {
            return fails(TYPE, name + " does not say what it found", "ask for another run");
        }
        int errors = run.getTotals().getErrors();
        if (errors != 0) {
            return fails(TYPE, errors + (errors == 1 ? " error" : " errors") + " in " + name + ": see check results",
                    "correct the SQL and publish revision " + (plan.getRevision() + 1));
        }
        return holds(TYPE, name + " " + coverage(run.getTotals()));
    }

    /** Sampled is not all: it says how much was looked at. */
    private static String coverage(CheckRun.Totals totals) {
        if (totals.getTargets() == 0) {
            return "had nothing to check";
        }
        var checked = totals.getTargets() < totals.getDerivedTargets()
                ? "a sample of " + totals.getTargets() + " of " + totals.getDerivedTargets() + " targets"
                : totals.getTargets() + (totals.getTargets() == 1 ? " target" : " targets");
        return "checked " + checked + " and found no error";
    }

    private static String why(CheckRun run) {
        return run.getError().isEmpty() ? "it does not say why" : run.getError();
    }

    private static String missing(PlanState plan) {
        return plan.getWaitingForCount() == 0
                ? ""
                : "; the plan waits for " + String.join(", ", plan.getWaitingForList());
    }
}
