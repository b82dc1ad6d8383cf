package dev.plangate.checks;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.time.Duration;

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

    CheckOutcome unknownType(CheckType type) {
        return error(type, Codes.UNKNOWN_TYPE, "Check type is not known",
                "This version of the check engine does not know the type that was asked for.");
    }

    /** @param reason why its statements are not known */
    CheckOutcome notReviewed(CheckType type, String reason) {
        return error(type, Codes.NOT_PARSED, "SQL was not reviewed", "The sheet cannot be reviewed: " + reason + ".");
    }

    /** @param limit what parsing may take */
    CheckOutcome notParsedInTime(CheckType type, Duration limit) {
        return error(type, Codes.TIMED_OUT, "Check timed out",
                "The sheet was not parsed within " + limit.toMillis() + " ms: split it.");
    }

    CheckOutcome timedOut(CheckType type, String content) {
        return error(type, Codes.TIMED_OUT, "Check timed out",
                content + " The check has " + job.deadline().toMillis() + " ms.");
    }
}
