package dev.plangate.pipeline.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.ListCheckResultsResponse;
import dev.plangate.v1.PlanCheckRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one run and what it found. */
@Command(name = "get", description = "Show one check run and what it found, target by target.", footer = {"",
        "Example:",
        "  plangate runs get shop/add-customer-locale --run 3"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:shown", "1:the API does not answer, or not to you", "2:the command line is wrong",
                "3:there is no such plan or run"})
final class RunsGetCommand extends ApiCommand {
    @Parameters(paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short.")
    private PlanName plan;
    @Option(names = "--run", paramLabel = "N", description = "Number of the run. Default: the newest.")
    private long run;

    RunsGetCommand(Session session) {
        super(session);
    }

    @Override
    int call(ApiCalls api) {
        PlanCheckRun found = api.get(name(plan, run), page(""), PlanCheckRun.newBuilder()).build();
        ObjectNode object = Json.object();
        object.set("checkRun", Json.of(found));
        ArrayNode list = object.putArray("checkResults");
        if (!isJson()) {
            out().println(words().line(found));
        }
        // By its number: a newer run may come while its pages are read.
        String token = "";
        do {
            ListCheckResultsResponse page = api.get(found.getName() + "/results", page(token),
                    ListCheckResultsResponse.newBuilder()).build();
            for (CheckResult result : page.getResultsList()) {
                if (isJson()) {
                    list.add(Json.of(result));
                } else {
                    out().println(new PlanText(words().paint()).result(result).indent(2).stripTrailing());
                }
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        if (isJson()) {
            out().println(object);
        }
        return ExitCode.OK;
    }

    static String name(PlanName plan, long run) {
        return plan + "/checkRuns/" + (run == 0 ? "-" : Long.toString(run));
    }
}
