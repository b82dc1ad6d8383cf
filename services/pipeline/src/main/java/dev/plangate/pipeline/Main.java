package dev.plangate.pipeline;

import dev.plangate.pipeline.config.Environment;
import dev.plangate.pipeline.console.CancelCommand;
import dev.plangate.pipeline.console.ExplainCommand;
import dev.plangate.pipeline.console.RetryCommand;
import dev.plangate.pipeline.console.RolloutsCommand;
import dev.plangate.pipeline.console.RunCommand;
import dev.plangate.pipeline.console.RunsCommand;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.console.SubmitCommand;
import dev.plangate.pipeline.console.TopicsCommand;
import dev.plangate.pipeline.console.WatchCommand;
import dev.plangate.pipeline.runtime.ExitCode;
import dev.plangate.pipeline.runtime.Logs;
import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of Plangate. */
@Command(name = "plangate", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, scope = ScopeType.INHERIT, description = "Gates database changes: checks every plan, joins approvals, emits exactly one create-rollout command.", synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show logs, and the stack trace of an error.")
    private boolean verbose;
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"plangate " + number()};
        }

        String number() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }

    private Main() {}

    /** Ends the process with the command's exit code. */
    public static void main(String[] args) {
        boolean terminal = onTerminal();
        Session session = new Session(Environment.ofProcess(), terminal, System.in,
                Clock.system(ZoneId.systemDefault()));
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, System.out.charset()), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, System.err.charset()), true);
        System.exit(run(session, out, err, args));
    }

    /** True when people sit at both ends: neither input nor output is redirected. */
    @SuppressWarnings("SystemConsoleNull") // It was never null in JDK 22 to 24; since 25 it is again, without a terminal.
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Runs one command; the exit code. */
    public static int run(Session session, PrintWriter out, PrintWriter err, String... args) {
        return commandLine(session).setOut(out).setErr(err).execute(args);
    }

    static CommandLine commandLine(Session session) {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        for (ServiceName service : ServiceName.values()) {
            line.addSubcommand(service.label(), ServiceCommand.of(service, session));
        }
        List.of(new AllCommand(session), new MigrateCommand(session), new TopicsCommand(session),
                new PrepareCommand(session), new SubmitCommand(session), new WatchCommand(session),
                new ExplainCommand(session), new CheckCommand(session), new RulesCommand(session),
                new ConfigCommand(session), new RunCommand(session), new CancelCommand(session),
                new RetryCommand(session), RunsCommand.of(session))
                .forEach(line::addSubcommand);
        RolloutsCommand.extend(line.getSubcommands().get(ServiceName.ROLLOUTS.label()), session);
        ServiceLoader.load(Subcommand.class).forEach(more -> line.addSubcommand(more.command(session)));
        Ansi ansi = session.paint().on() ? Ansi.ON : Ansi.OFF;
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi)).setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    // Services set up their own logging once they know their settings.
                    Logs.quiet(main.verbose);
                    return new CommandLine.RunLast().execute(parsed);
                }).setParameterExceptionHandler((mistake, _) -> {
                    CommandLine command = mistake.getCommandLine();
                    command.getErr().println(session.paint().red(mistake.getMessage()));
                    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
                    return ExitCode.USAGE;
                }).setExecutionExceptionHandler((failure, command, _) -> {
                    Failure told = Failure.of(failure);
                    command.getErr().println(session.paint().red(told.text()));
                    if (main.verbose) {
                        failure.printStackTrace(command.getErr());
                    }
                    return told.exitCode();
                });
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
