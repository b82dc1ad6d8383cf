package dev.plangate.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.config.SettingsTable;
import dev.plangate.pipeline.config.Values;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is set. */
@Command(name = "config", description = "Print the settings in force, where each comes from, and every mistake; no secrets.", footer = {
        "", "Example:",
        "  PLANGATE_CONFIG=plangate.properties plangate config"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the settings are right", "2:they have mistakes"})
final class ConfigCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;
    @Option(names = "--markdown", description = "Print the table of everything that can be set.")
    private boolean markdown;

    ConfigCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(SettingsTable.markdown());
            out.flush();
            return ExitCode.OK;
        }
        Values values = Values.ofEnvironment(session.environment());
        Settings.read(values);
        var effective = SettingsTable.effective(values);
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(effective));
        } else {
            effective.forEach((name, text) -> out.println("%-28s %-48s %s".formatted(name, text,
                    session.paint().faint(SettingsTable.origin(values, name)))));
        }
        return ExitCode.OK;
    }
}
