package dev.plangate.pipeline.console;

import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.ApprovalRequirement;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.GateStatus;
import dev.plangate.v1.ListCheckResultsResponse;
import dev.plangate.v1.PlanCheckRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API says about one plan, as the topics would. */
record ApiView(ApiCalls api, String plan) {
    PlanView view() {
        GateStatus gate = api.get(plan + "/gateStatus", Map.of(), GateStatus.newBuilder()).build();
        PlanCheckRun run = api.get(plan + "/checkRuns/-", Map.of(), PlanCheckRun.newBuilder()).build();
        List<CheckResult> results = results(run);
        return new PlanView(plan, Optional.empty(), Optional.empty(), Optional.of(gate),
                requirement(), Optional.of(event(run, results)), results);
    }

    /** Empty until somebody was found. */
    private Optional<ApprovalRequirement> requirement() {
        try {
            return Optional.of(api.get(plan + "/approvalRequirement", Map.of(), ApprovalRequirement.newBuilder())
                    .build());
        } catch (Refusal e) {
            if (e.exitCode() == ExitCode.NO_ROLLOUT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<CheckResult> results(PlanCheckRun run) {
        List<CheckResult> results = new ArrayList<>();
        String token = "";
        do {
            ListCheckResultsResponse page = api.get(run.getName() + "/results", Map.of("pageToken", token),
                    ListCheckResultsResponse.newBuilder()).build();
            results.addAll(page.getResultsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return results;
    }

    private CheckRun event(PlanCheckRun run, List<CheckResult> results) {
        var event = CheckRun.newBuilder().setPlan(plan)
                .setRun(Long.parseLong(run.getName().substring(run.getName().lastIndexOf('/') + 1)))
                .setRevision(run.getRevision()).setCheckDigest(run.getCheckDigest()).setStatus(run.getStatus())
                .setError(run.getError()).setCreateTime(run.getCreateTime()).setRequestId(run.getRequestId());
        if (run.getStatus() == CheckRun.Status.DONE) {
            event.setEndTime(run.getUpdateTime()).setTotals(CheckRun.Totals.newBuilder().setTargets(results.size())
                    .setErrors(run.getErrors()).setWarnings(run.getWarnings()));
        }
        return event.build();
    }
}
