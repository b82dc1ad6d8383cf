package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.v1.RetryFailedTargetsRequest;
import picocli.CommandLine.Command;

/** Asks for the failed targets to be checked once more. */
@Command(name = "retry", description = "Check a plan's failed targets once more, and keep the results of the others, through the API.", footer = {
        "", "Example:",
        "  plangate retry shop/add-customer-locale"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:a run was made, or joined", "1:the API does not answer, or not to you",
                "2:the command line is wrong", "3:the plan is unknown, or cannot be checked any more",
                "4:published, and not taken yet"})
public final class RetryCommand extends CheckRequestCommand {
    public RetryCommand(Session session) {
        super(session);
    }

    @Override
    String path(PlanName name) {
        return RunsGetCommand.name(name, 0) + ":retryFailedTargets";
    }

    @Override
    Message body(PlanName name, String id) {
        return RetryFailedTargetsRequest.newBuilder().setRequestId(id).build();
    }
}
