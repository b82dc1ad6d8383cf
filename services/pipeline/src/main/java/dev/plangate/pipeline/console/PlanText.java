package dev.plangate.pipeline.console;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.GateStatus.Condition;
import dev.plangate.v1.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words for people about a plan, its run and its gate. Pure. */
record PlanText(Paint paint) {

    /** Everything about a plan: what {@code explain} prints. */
    String page(PlanView view) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(view.name()) + view.plan().map(Plan::getTitle).filter(title -> !title.isEmpty())
                .map(title -> "  " + title).orElse(""));
        view.gate().ifPresentOrElse(gate -> gate(gate, view.publishedRevision(), lines),
                () -> lines.add("The gate has not seen this plan yet. Are intake, relay and gate running?"));
        if (!view.state().map(state -> state.getWaitingForList().isEmpty()).orElse(true)) {
            lines.add("Waits for " + String.join(", ", view.state().get().getWaitingForList()));
        }
        view.requirement().ifPresent(requirement -> {
            lines.add("");
            lines.addAll(new RequirementText(paint).of(requirement));
        });
        view.run().ifPresent(run -> {
            lines.add("");
            lines.add(run(run));
            view.results().forEach(result -> lines.add(result(result).indent(2).stripTrailing()));
        });
        return String.join("\n", lines);
    }

    private void gate(GateStatus gate, long published, List<String> lines) {
        lines.add("%s at revision %d: %s".formatted(phase(gate.getPhase()), gate.getRevision(), gate.getSummary()));
        if (published > gate.getRevision()) {
            lines.add(paint.yellow("Revision %d is published and not judged yet.".formatted(published)));
        }
        lines.add("");
        gate.getConditionsList().forEach(condition -> lines.add(condition(condition)));
        if (!gate.getRollout().isEmpty()) {
            lines.add("Rollout " + gate.getRollout());
        }
        if (gate.hasLastRequest()) {
            var answer = gate.getLastRequest();
            lines.add("Request %s: %s, %s".formatted(answer.getRequestId(), answer.getCode(), answer.getReason()));
        }
    }

    /** One line for the status of a gate. */
    String gate(GateStatus gate) {
        return "gate %s at revision %d: %s".formatted(phase(gate.getPhase()), gate.getRevision(), gate.getSummary());
    }

    private String condition(Condition condition) {
        String mark = switch (condition.getState()) {
            case HOLDS -> paint.green("yes");
            case FAILS -> paint.red("NO ");
            case NOT_CONSULTED -> paint.faint("off");
            case STATE_UNSPECIFIED, UNRECOGNIZED -> paint.yellow("?  ");
        };
        String name = condition.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "  %s  %-15s %s".formatted(mark, name, condition.getReason());
    }

    private String phase(GateStatus.Phase phase) {
        return switch (phase) {
            case ROLLED_OUT -> paint.green(phase.name());
            case BLOCKED, CLOSED -> paint.red(phase.name());
            case WAITING, COMMANDED, PHASE_UNSPECIFIED, UNRECOGNIZED -> paint.yellow(phase.name());
        };
    }

    /** One line for a run. */
    String run(CheckRun run) {
        String head = "run %d of revision %d: %s".formatted(run.getRun(), run.getRevision(), run.getStatus());
        if (!run.getError().isEmpty()) {
            return head + ", " + paint.red(run.getError());
        }
        return run.hasTotals() ? head + ", " + totals(run.getTotals()) : head;
    }

    private String totals(CheckRun.Totals totals) {
        String targets = totals.getDerivedTargets() > totals.getTargets()
                ? "%d of %d targets (sampled)".formatted(totals.getTargets(), totals.getDerivedTargets())
                : count(totals.getTargets(), "target");
        return "%s, %s, %s".formatted(targets, errors(totals.getErrors()), warnings(totals.getWarnings()));
    }

    /** A target and its findings. */
    String result(CheckResult result) {
        int errors = 0;
        int warnings = 0;
        for (CheckOutcome outcome : result.getOutcomesList()) {
            errors += outcome.getStatus() == CheckOutcome.Status.ERROR ? 1 : 0;
            warnings += outcome.getStatus() == CheckOutcome.Status.WARNING ? 1 : 0;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s, %s".formatted(result.getTarget(), errors(errors), warnings(warnings)));
        OutcomeText words = new OutcomeText(paint);
        result.getOutcomesList().forEach(outcome -> lines.add(words.of(outcome).indent(2).stripTrailing()));
        return String.join("\n", lines);
    }

    private String errors(int number) {
        return number == 0 ? "no errors" : paint.red(count(number, "error"));
    }

    private String warnings(int number) {
        return number == 0 ? "no warnings" : paint.yellow(count(number, "warning"));
    }

    private static String count(int number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
