package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;

/** Makes outcomes of one job. */
record Outcomes(CheckJob job) {
    CheckOutcome.Builder outcome(CheckType type, Status status, int code, String title, String content) {
        return CheckOutcome.newBuilder().setTarget(job.target()).setType(type).setSheetSha256(job.sheetSha256())
                .setStatus(status).setCode(code).setTitle(title)
                .setContent(content);
    }

    CheckOutcome error(CheckType type, int code, String title, String content) {
        return outcome(type, Status.ERROR, code, title, content).build();
    }

    CheckOutcome timedOut(CheckType type, String content) {
        return error(type, Codes.TIMED_OUT, "Check timed out",
                content + " The check has " + job.deadline().toMillis() + " ms.");
    }
}
