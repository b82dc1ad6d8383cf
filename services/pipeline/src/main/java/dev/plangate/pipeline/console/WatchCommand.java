package dev.plangate.pipeline.console;

import dev.plangate.contract.PlanName;
import dev.plangate.pipeline.runtime.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows a plan until it has a rollout, or cannot get one by itself. */
@Command(name = "watch", description = "Follow a plan's checks and gate until it has a rollout or cannot get one by itself.", footer = {
        "", "Example:",
        "  plangate watch shop/add-customer-locale --timeout 60"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the rollout exists", "1:the brokers failed", "2:the command line is wrong",
                "3:the plan gets no rollout until somebody acts", "4:time is over"})
public final class WatchCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Mixin
    private ClusterOptions cluster;
    @Parameters(paramLabel = "PLAN", converter = PlanParameter.class, description = "projects/p/plans/x, or p/x for short.")
    private PlanName plan;
    @Option(names = "--revision", paramLabel = "N", description = "Wait for this revision. Default: the newest one that is published.")
    private long revision;
    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "600", description = "Give up after this time. Default: ${DEFAULT-VALUE}.")
    private long timeout;
    @Option(names = "--json", description = "Print one JSON object for each event.")
    private boolean json;

    public WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EventPrinter printer = json
                ? EventPrinter.json(spec.commandLine().getOut())
                : EventPrinter.text(spec.commandLine().getOut(), new PlanText(session.paint()),
                        session.clock().getZone());
        try (TopicReader reader = new TopicReader(cluster.resolve(session.environment()))) {
            int code = new Watch(reader, session.clock(), printer).follow(plan.toString(), revision,
                    Duration.ofSeconds(timeout));
            if (code == ExitCode.TIMEOUT) {
                throw new Refusal(code, "%s has no rollout after %d s. See: plangate explain %s".formatted(plan,
                        timeout, plan));
            }
            return code;
        }
    }
}
