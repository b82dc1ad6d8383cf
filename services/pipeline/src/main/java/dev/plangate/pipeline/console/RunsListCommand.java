package dev.plangate.pipeline.console;

import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.ListPlanCheckRunsResponse;
import dev.plangate.v1.PlanCheckRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs: of a plan all of them, else each plan's newest. */
@Command(name = "list", description = "List check runs: of a plan all, else each plan's newest.", footer = {"",
        "A filter: status = (FAILED OR CANCELED) AND update_time > \"2026-11-20T00:00:00Z\"; also result_status = ERROR.",
        "", "Example:",
        "  plangate runs list --project shop --filter 'status = DONE AND result_status = ERROR'"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:shown", "1:the API does not answer, or not to you", "2:the command line is wrong",
                "3:there is no such plan or run"})
final class RunsListCommand extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short. Default: all plans.")
    private PlanName plan;
    @Option(names = "--project", paramLabel = "PROJECT", description = "Plans of this project only.")
    private String project = "-";
    @Option(names = "--filter", paramLabel = "TEXT", description = "Which runs; see below.")
    private String filter = "";
    @Option(names = "--order-by", paramLabel = "TEXT", description = "name, create_time or update_time, with desc behind it for the newest first.")
    private String orderBy = "";
    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Runs at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    RunsListCommand(Session session) {
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
            ListPlanCheckRunsResponse page = api.get(parent + "/checkRuns", page(token, "filter", filter, "orderBy",
                    orderBy, "pageSize", Integer.toString(Math.min(left, 500))),
                    ListPlanCheckRunsResponse.newBuilder()).build();
            for (PlanCheckRun run : page.getCheckRunsList()) {
                print(run, words().line(run));
            }
            left -= page.getCheckRunsCount();
            token = page.getNextPageToken();
        } while (!token.isEmpty() && left > 0);
        return ExitCode.OK;
    }
}
