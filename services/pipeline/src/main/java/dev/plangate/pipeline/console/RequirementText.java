package dev.plangate.pipeline.console;

import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.ApprovalRequirement.Risk;
import dev.plangate.v1.ApprovalRequirement.Step;
import java.util.ArrayList;
import java.util.List;

/** Words for how dangerous a change is and who has to approve it. Pure. */
record RequirementText(Paint paint) {

    /** Risk and why, then one line for each step. */
    List<String> of(ApprovalRequirement requirement) {
        List<String> lines = new ArrayList<>();
        lines.add("approval of revision %d, run %d: risk %s, %s".formatted(requirement.getRevision(),
                requirement.getRun(), risk(requirement.getRisk()), requirement.getReason()));
        if (requirement.getNoApprovalNeeded()) {
            lines.add("  nobody has to approve");
        }
        for (int step = 0; step < requirement.getStepsCount(); step++) {
            lines.add("  %s %s".formatted(requirement.getOrdered() ? step + 1 + "." : "-",
                    step(requirement.getSteps(step))));
        }
        return lines;
    }

    private String risk(Risk risk) {
        return switch (risk) {
            case LOW -> paint.green(risk.name());
            case MODERATE -> paint.yellow(risk.name());
            case HIGH, RISK_UNSPECIFIED, UNRECOGNIZED -> paint.red(Risk.HIGH.name());
        };
    }

    private static String step(Step step) {
        return "%,d %s of %s".formatted(step.getRequired(), step.getRequired() == 1 ? "person" : "people",
                String.join(" or ", step.getRolesList()));
    }
}
