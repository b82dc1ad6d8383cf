package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.v1.RunPlanChecksRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks for a plan's checks to be run again. */
@Command(name = "run", description = "Run a plan's checks again, through the API.", footer = {"", "Example:",
        "  plangate run shop/add-customer-locale"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:a run was made, or joined", "1:the API does not answer, or not to you",
                "2:the command line is wrong", "3:the plan is unknown, or cannot be checked any more",
                "4:published, and not taken yet"})
public final class RunCommand extends CheckRequestCommand {
    @Option(names = "--revision", paramLabel = "N", description = "The revision that is meant. Default: the newest.")
    private long revision;

    public RunCommand(Session session) {
        super(session);
    }

    @Override
    String path(PlanName name) {
        return name + ":runChecks";
    }

    @Override
    Message body(PlanName name, String id) {
        return RunPlanChecksRequest.newBuilder().setRevision(revision).setRequestId(id).build();
    }
}
