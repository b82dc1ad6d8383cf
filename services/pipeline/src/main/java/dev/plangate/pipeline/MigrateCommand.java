package dev.plangate.pipeline;

import dev.plangate.db.Database;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.runtime.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings the schema up to date. */
@Command(name = "migrate", description = "Bring the schema of Plangate's Postgres to the version that the services need.", footer = {
        "", "Example:",
        "  PLANGATE_DB_URL=jdbc:postgresql://db/plangate plangate migrate"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the schema is up to date", "1:Postgres failed", "2:the settings are wrong"})
final class MigrateCommand implements Callable<Integer> {
    private final Session session;
    @Spec
    private CommandSpec spec;

    MigrateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = Settings.ofEnvironment(session.environment());
        try (Database database = Shared.database(settings)) {
            List<String> pending = database.pendingMigrations();
            database.migrate();
            spec.commandLine().getOut().println(pending.isEmpty()
                    ? "The schema is up to date."
                    : "Applied %s.".formatted(String.join(", ", pending)));
        }
        return ExitCode.OK;
    }
}
