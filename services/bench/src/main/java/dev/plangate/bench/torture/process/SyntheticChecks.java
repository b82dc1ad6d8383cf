package dev.plangate.bench.torture.process;

import dev.plangate.checks.CheckEngine;
import dev.plangate.checks.CheckJob;
import dev.plangate.pipeline.Shared;
import dev.plangate.pipeline.worker.Checking;
import dev.plangate.pipeline.worker.Targets;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import java.time.Duration;
import java.util.List;

/**
 * Checks without databases; the name of the instance says what they find: {@code fast-*} answers at once, {@code slow-*}
 * after one to three seconds, {@code dead-*} never (an error at the deadline), {@code bad-*} finds an error.
 */
final class SyntheticChecks implements CheckEngine {
    private SyntheticChecks() {}

    static Checking checking(Shared shared) {
        return new Checking(new SyntheticChecks(), new Targets() {
            @Override
            public String environment(String instance) {
                return instance.endsWith("0") ? "PRODUCTION" : "STAGING";
            }

            @Override
            public String engine(String instance) {
                return "POSTGRES";
            }
        });
    }

    @Override
    public List<CheckOutcome> check(CheckJob job) throws InterruptedException {
        String instance = job.target().split("/", -1)[1];
        if (instance.startsWith("slow")) {
            Duration longest = Duration.ofMillis(1_000 + Math.floorMod(job.target().hashCode(), 2_000));
            Thread.sleep(longest.compareTo(job.deadline()) < 0 ? longest : job.deadline());
        } else if (instance.startsWith("dead")) {
            Thread.sleep(job.deadline());
            return outcomes(job, Status.ERROR, "The target does not answer");
        } else if (instance.startsWith("bad")) {
            return outcomes(job, Status.ERROR, "Found an error");
        }
        return outcomes(job, Status.SUCCESS, "OK");
    }

    private static List<CheckOutcome> outcomes(CheckJob job, Status status, String title) {
        return job.types().stream().sorted().map(type -> CheckOutcome.newBuilder().setStatus(status).setTitle(title)
                .setTarget(job.target()).setType(type).setSheetSha256(job.sheetSha256()).build()).toList();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
