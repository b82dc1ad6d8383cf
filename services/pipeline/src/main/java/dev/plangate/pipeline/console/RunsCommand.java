package dev.plangate.pipeline.console;

import dev.plangate.pipeline.runtime.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at runs. */
@Command(name = "runs", description = "Look at check runs, through the API.", synopsisSubcommandLabel = "COMMAND", footer = {
        "", "Example:", "  plangate runs list shop/add-customer-locale",
        "  plangate runs get shop/add-customer-locale"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:shown", "1:the API does not answer, or not to you", "2:the command line is wrong",
                "3:there is no such plan or run"})
public final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private RunsCommand() {}

    /** With its subcommands. */
    public static CommandLine of(Session session) {
        return new CommandLine(new RunsCommand()).addSubcommand(new RunsListCommand(session))
                .addSubcommand(new RunsGetCommand(session));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
