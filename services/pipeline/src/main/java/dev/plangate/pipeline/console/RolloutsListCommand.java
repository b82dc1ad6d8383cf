package dev.plangate.pipeline.console;

import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.ListRolloutsResponse;
import dev.plangate.v1.PlanRollout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists rollouts. */
@Command(name = "list", description = "List rollouts.", footer = {"",
        "A filter: requester = \"users/ana\" AND create_time >= \"2026-11-20T00:00:00Z\".", "", "Example:",
        "  plangate rollouts list --project shop --order-by 'create_time desc' --limit 10"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:shown", "1:the API does not answer, or not to you", "2:the command line is wrong",
                "3:the plan is unknown"})
final class RolloutsListCommand extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short. Default: all plans.")
    private PlanName plan;
    @Option(names = "--project", paramLabel = "PROJECT", description = "Plans of this project only.")
    private String project = "-";
    @Option(names = "--filter", paramLabel = "TEXT", description = "Which rollouts; see below.")
    private String filter = "";
    @Option(names = "--order-by", paramLabel = "TEXT", description = "name, create_time or 'create_time desc'.")
    private String orderBy = "";
    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Rollouts at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    RolloutsListCommand(Session session) {
        super(session);
    }

    @Override
    int call(ApiCalls api) {
        String parent = plan == null
                ? "projects/" + project.replaceFirst("^projects/", "") + "/plans/-"
                : plan.toString();
        String token = "";
        int left = limit;
        do {
            ListRolloutsResponse page = api.get(parent + "/rollouts", page(token, "filter", filter, "orderBy", orderBy,
                    "pageSize", Integer.toString(Math.min(left, 500))), ListRolloutsResponse.newBuilder()).build();
            for (PlanRollout rollout : page.getRolloutsList()) {
                print(rollout, words().line(rollout));
            }
            left -= page.getRolloutsCount();
            token = page.getNextPageToken();
        } while (!token.isEmpty() && left > 0);
        return ExitCode.OK;
    }
}
