package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.v1.CancelPlanCheckRunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a run. */
@Command(name = "cancel", description = "End a plan's run that is queued or running, through the API.", footer = {"",
        "Example:",
        "  plangate cancel shop/add-customer-locale"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:cancelled", "1:the API does not answer, or not to you", "2:the command line is wrong",
                "3:the plan is unknown, or the run has ended", "4:published, and not taken yet"})
public final class CancelCommand extends CheckRequestCommand {
    @Option(names = "--run", paramLabel = "N", description = "Number of the run. Default: the newest.")
    private long run;

    public CancelCommand(Session session) {
        super(session);
    }

    @Override
    String path(PlanName name) {
        return RunsGetCommand.name(name, run) + ":cancel";
    }

    @Override
    Message body(PlanName name, String id) {
        return CancelPlanCheckRunRequest.newBuilder().setRequestId(id).build();
    }
}
