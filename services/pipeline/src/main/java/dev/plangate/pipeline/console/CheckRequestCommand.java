package dev.plangate.pipeline.console;

import com.google.protobuf.Message;
import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.CheckRequestAnswer;
import java.util.UUID;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that ask something about a plan's checks. */
abstract class CheckRequestCommand extends ApiCommand {
    @Parameters(paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short.")
    private PlanName plan;
    @Option(names = "--request-id", paramLabel = "UUID", description = "The same id twice is one request. Default: a new one.")
    private String requestId;

    CheckRequestCommand(Session session) {
        super(session);
    }

    /** What is called. */
    abstract String path(PlanName name);

    /** What is sent. */
    abstract Message body(PlanName name, String id);

    @Override
    final int call(ApiCalls api) {
        String id = requestId == null ? UUID.randomUUID().toString() : requestId;
        CheckRequestAnswer answer = api.post(path(plan), body(plan, id), CheckRequestAnswer.newBuilder()).build();
        boolean pending = answer.getState() == CheckRequestAnswer.State.PENDING;
        print(answer, answer.getMessage() + (pending ? "\nAsk again with --request-id " + id : ""));
        return pending ? ExitCode.TIMEOUT : ExitCode.OK;
    }
}
