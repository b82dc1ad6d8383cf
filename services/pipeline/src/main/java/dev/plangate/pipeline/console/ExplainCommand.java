package dev.plangate.pipeline.console;

import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells why a plan's gate is open or closed. */
@Command(name = "explain", description = "Tell why a plan's gate is open or closed: conditions, who has to approve, newest run, findings.", footer = {
        "", "Example:",
        "  plangate explain shop/add-customer-locale",
        "  plangate explain shop/add-customer-locale --api https://plangate.example"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the plan is known", "1:the brokers or the API failed", "2:the command line is wrong",
                "3:nobody has heard of the plan"})
public final class ExplainCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Mixin
    private ClusterOptions cluster;
    @Mixin
    private ApiOptions api;
    @Parameters(paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short.")
    private PlanName plan;
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    public ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PlanView view = api.named() ? throughApi() : throughKafka();
        if (!view.known()) {
            throw new Refusal(ExitCode.NO_ROLLOUT,
                    "No topic knows the plan %s. Publish it with: plangate submit FILE".formatted(plan));
        }
        spec.commandLine().getOut().println(json ? view.json() : new PlanText(session.paint()).page(view));
        return ExitCode.OK;
    }

    private PlanView throughKafka() {
        try (TopicReader reader = new TopicReader(cluster.resolve(session.environment()))) {
            return new PlanReader(reader, plan.toString()).view();
        }
    }

    /** Without what only the topics have: the plan itself, and what it waits for. */
    private PlanView throughApi() {
        try (ApiCalls calls = api.resolve(session.environment())) {
            return new ApiView(calls, plan.toString()).view();
        }
    }
}
