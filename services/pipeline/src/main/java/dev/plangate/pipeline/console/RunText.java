package dev.plangate.pipeline.console;

import com.google.protobuf.util.Timestamps;
import dev.plangate.v1.PlanCheckRun;
import dev.plangate.v1.PlanRollout;

/** Words for people about what the API shows. Pure. */
record RunText(Paint paint) {
    /** One line, with the name first. */
    String line(PlanCheckRun run) {
        return "%s  %s  revision %d  %s  %s%s".formatted(run.getName(), status(run), run.getRevision(), findings(run),
                Timestamps.toString(run.getUpdateTime()), run.getError().isEmpty() ? "" : "  " + run.getError());
    }

    /** One line. */
    String line(PlanRollout rollout) {
        String how = rollout.getOverrideReason().isEmpty()
                ? ""
                : "  " + paint.yellow("overridden: " + rollout.getOverrideReason());
        return "%s  %s  run %d  %s%s".formatted(paint.bold(rollout.getName()), rollout.getState(), rollout.getRun(),
                rollout.getRequester().isEmpty() ? "by the gate" : "by " + rollout.getRequester(), how);
    }

    private String status(PlanCheckRun run) {
        return switch (run.getStatus()) {
            case DONE -> paint.green(run.getStatus().name());
            case FAILED, CANCELED -> paint.red(run.getStatus().name());
            case AVAILABLE, RUNNING, STATUS_UNSPECIFIED, UNRECOGNIZED -> paint.yellow(run.getStatus().name());
        };
    }

    private String findings(PlanCheckRun run) {
        String errors = "%d error%s".formatted(run.getErrors(), run.getErrors() == 1 ? "" : "s");
        String warnings = "%d warning%s".formatted(run.getWarnings(), run.getWarnings() == 1 ? "" : "s");
        return (run.getErrors() > 0 ? paint.red(errors) : errors) + ", "
                + (run.getWarnings() > 0 ? paint.yellow(warnings) : warnings);
    }
}
