package dev.plangate.pipeline;

import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What has to be there before the services start. */
@Command(name = "prepare", description = "migrate, then topics: everything that has to be there before the services start.", footer = {
        "", "Example:", "  plangate prepare"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:everything is there", "1:Postgres or Kafka failed", "2:the settings are wrong"})
final class PrepareCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;

    PrepareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine plangate = spec.parent().commandLine();
        int migrated = Main.run(session, plangate.getOut(), plangate.getErr(), "migrate");
        return migrated == ExitCode.OK
                ? Main.run(session, plangate.getOut(), plangate.getErr(), "topics")
                : migrated;
    }
}
