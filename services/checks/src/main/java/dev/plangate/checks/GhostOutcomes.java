package dev.plangate.checks;

import dev.plangate.checks.ghost.Condition;
import dev.plangate.checks.ghost.Condition.Verdict.Broken;
import dev.plangate.checks.ghost.Condition.Verdict.Doubtful;
import dev.plangate.checks.ghost.Condition.Verdict.Met;
import dev.plangate.checks.ghost.DryRunCommand;
import dev.plangate.checks.ghost.DryRunEnd;
import dev.plangate.checks.ghost.GhostRequest.Mistake;
import dev.plangate.checks.ghost.Preflight;
import dev.plangate.checks.sql.Range;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.target.Tidied;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Words what was found of gh-ost. */
final class GhostOutcomes {
    private static final CheckType TYPE = CheckType.GHOST_SYNC;

    private final Outcomes outcomes;

    GhostOutcomes(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** What a dry run was given, and what was left of it. */
    record Ran(DryRunCommand command, Tidied tidied) {}

    /** A sheet that nobody looks into. */
    CheckOutcome tooLarge(int limit) {
        return outcomes.error(TYPE, Codes.NOT_PARSED, "SQL was not reviewed",
                "The sheet has more than " + limit + " characters: split it.");
    }

    /** An ERROR for each mistake. */
    List<CheckOutcome> mistakes(List<Mistake> mistakes) {
        var source = new SourceText(outcomes.job().sql());
        return mistakes.stream().map(mistake -> mistake(source, mistake)).toList();
    }

    private CheckOutcome mistake(SourceText source, Mistake mistake) {
        if (mistake.at().isEmpty()) {
            return outcomes.error(TYPE, mistake.part().code(), mistake.part().title(), mistake.reason());
        }
        int byteAt = outcomes.job().sql().substring(0, mistake.at().getAsInt()).getBytes(StandardCharsets.UTF_8).length;
        var at = source.position(byteAt);
        return outcomes
                .outcome(TYPE, Status.ERROR, mistake.part().code(), mistake.part().title(),
                        "Line " + at.line() + ", column " + at.column() + ": " + mistake.reason())
                .setReview(AdviceOutcomes.report(source, new Range(byteAt, byteAt), "", "")).build();
    }

    /** An outcome for each condition that is not met, and one for all that are. */
    List<CheckOutcome> preflight(Preflight preflight) {
        var found = new ArrayList<CheckOutcome>();
        var met = new ArrayList<String>();
        for (Condition condition : preflight.conditions()) {
            switch (condition.verdict()) {
                case Broken(String what, String remedy) -> found.add(of(condition, Status.ERROR, what, remedy));
                case Doubtful(String what, String remedy) -> found.add(of(condition, Status.WARNING, what, remedy));
                case Met(String what) -> met.add(condition.topic().words() + ": " + what);
            }
        }
        if (!met.isEmpty()) {
            found.add(outcomes.outcome(TYPE, Status.SUCCESS, Codes.GHOST_PREFLIGHT, "gh-ost preflight",
                    String.join("\n", met)).build());
        }
        return found;
    }

    private CheckOutcome of(Condition condition, Status status, String what, String remedy) {
        return outcomes.outcome(TYPE, status, condition.topic().code(), "gh-ost: " + condition.topic().words(),
                what + " " + remedy).build();
    }

    CheckOutcome noBinary(GhostSettings settings) {
        return outcomes.error(TYPE, Codes.GHOST_NO_BINARY, "gh-ost binary not found",
                "gh-ost was looked for " + settings.looked()
                        + ". Install it on every worker, or name it there; what the server itself says stands in the other outcomes.");
    }

    /** A dry run that there must not be. */
    CheckOutcome leftOut(String reason) {
        return outcomes.outcome(TYPE, Status.WARNING, Codes.GHOST_LEFT_OUT, "gh-ost dry run is left out",
                "The dry run is left out: " + reason).build();
    }

    /** @param ran null when nothing was run */
    CheckOutcome dryRun(DryRunEnd end, Ran ran) {
        return switch (end) {
            case DryRunEnd.Ended(int code, String output) -> code == 0
                    ? tried(Status.SUCCESS, "gh-ost dry run",
                            "gh-ost tried the change on an empty copy and found nothing.",
                            "", ran)
                    : tried(Status.ERROR, "gh-ost dry run failed", "gh-ost ended with " + code + ". Mend what it says:",
                            output, ran);
            case DryRunEnd.TimedOut(var limit, String output) -> tried(Status.ERROR, "gh-ost dry run timed out",
                    "gh-ost was still at work after " + limit.toMillis()
                            + " ms and was stopped. See whether something holds the table, and check again. It said:",
                    output, ran);
            case DryRunEnd.Stopped _ -> tried(Status.ERROR, "gh-ost dry run was stopped",
                    "The check was given up: check again.", "", ran);
            case DryRunEnd.NotStarted(String reason) -> tried(Status.ERROR, "gh-ost dry run failed", reason, "", ran);
        };
    }

    private CheckOutcome tried(Status status, String title, String what, String output, Ran ran) {
        var content = new StringBuilder(what);
        if (!output.isEmpty()) {
            content.append("\n\n").append(output);
        }
        boolean left = false;
        if (ran != null) {
            var leftOut = ran.command().leftOut();
            if (!leftOut.isEmpty()) {
                content.append("\n\nNot handed to the dry run: ").append(String.join(", ", leftOut)).append('.');
            }
            var tidied = ran.tidied();
            if (!tidied.dropped().isEmpty()) {
                content.append("\n\nIt left tables of its own, which were dropped: ")
                        .append(String.join(", ", tidied.dropped())).append('.');
            }
            left = !tidied.left().isEmpty();
            if (left) {
                content.append("\n\nTables of it may still be there: drop ").append(String.join(", ", tidied.left()))
                        .append(" by hand (").append(tidied.problem()).append(").");
            }
        }
        return outcomes.outcome(TYPE, left ? Status.ERROR : status, Codes.GHOST_DRY_RUN,
                left && status == Status.SUCCESS ? "gh-ost dry run left tables" : title, content.toString()).build();
    }
}
