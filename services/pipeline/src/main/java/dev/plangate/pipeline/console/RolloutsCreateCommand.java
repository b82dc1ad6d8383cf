package dev.plangate.pipeline.console;

import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.CreateRolloutRequest;
import dev.plangate.v1.PlanRollout;
import dev.plangate.v1.RolloutRequest;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the gate for a rollout. */
@Command(name = "create", description = "Ask the gate for a plan's rollout; it answers with each condition that does not hold.", footer = {
        "", "Example:", "  plangate rollouts create shop/add-customer-locale",
        "  plangate rollouts create shop/add-customer-locale --override 'incident 4711: the index is missing'"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the command was sent, or the rollout exists by it", "1:the API does not answer, or not to you",
                "2:the command line is wrong", "3:the plan is unknown, has a rollout, or its conditions do not hold",
                "4:published, and the gate has not answered yet"})
final class RolloutsCreateCommand extends ApiCommand {
    @Parameters(paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short.")
    private PlanName plan;
    @Option(names = "--revision", paramLabel = "N", description = "The revision that is meant. Default: the newest.")
    private long revision;
    @Option(names = "--override", paramLabel = "REASON", description = "Although issue, checks or approval do not allow it. Recorded, with who and why; takes the role admin.")
    private String override;
    @Option(names = "--request-id", paramLabel = "UUID", description = "The same id twice is one request. Default: a new one.")
    private String requestId;

    RolloutsCreateCommand(Session session) {
        super(session);
    }

    @Override
    int call(ApiCalls api) {
        var request = CreateRolloutRequest.newBuilder().setRevision(revision)
                .setRequestId(requestId == null ? UUID.randomUUID().toString() : requestId);
        if (override != null) {
            request.setOverride(RolloutRequest.Override.newBuilder().setReason(override));
        }
        PlanRollout rollout = api.post(plan + "/rollouts", request.build(), PlanRollout.newBuilder()).build();
        print(rollout, words().line(rollout));
        return ExitCode.OK;
    }
}
