package dev.plangate.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plangate.contract.PlanName;
import dev.plangate.db.DatabaseException;
import dev.plangate.db.ForeignSchema;
import dev.plangate.db.Migrations;
import dev.plangate.db.row.Rehearsal;
import dev.plangate.db.row.SchemaState;
import dev.plangate.pipeline.config.Settings;
import dev.plangate.pipeline.console.Refusal;
import dev.plangate.pipeline.console.Session;
import dev.plangate.pipeline.migration.MigrationReport;
import dev.plangate.pipeline.migration.MigrationText;
import dev.plangate.pipeline.migration.StepLines;
import dev.plangate.pipeline.runtime.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings the schema up to date, or tells what that would do. */
@Command(name = "migrate", description = {
        "Bring the schema of Plangate's Postgres to the version that the services need: from nothing, from an older version,",
        "or from the tables of the original system. All of it is one transaction. Stop what uses the old tables first."}, footer = {
                "", "Example:",
                "  PLANGATE_DB_URL=jdbc:postgresql://db/plangate plangate migrate",
                "  plangate migrate --dry-run --plan projects/shop/plans/101   # what would become of that plan's check runs"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                        "0:the schema is up to date; with --dry-run: nothing stands in the way",
                        "1:Postgres failed; with --dry-run also: the migration would fail; nothing was changed",
                        "2:the command line or the settings are wrong", "3:--plan names a plan that is not there",
                        "4:somebody held a lock for longer than --lock-timeout; nothing was changed",
                        "5:the schema is none that can be migrated; nothing was changed"})
final class MigrateCommand implements Callable<Integer> {
    private static final String LOCKED = "55P03";

    private final Session session;
    @Spec
    private CommandSpec spec;
    @Option(names = "--dry-run", description = {
            "Change nothing: name the migrations that are pending. Those from the old tables are run on a copy, in a transaction that is rolled back."})
    private boolean dryRun;
    @Option(names = "--plan", paramLabel = "NAME", description = "With --dry-run: tell what becomes of each old row of this plan, projects/{project}/plans/{plan}.")
    private String plan;
    @Option(names = "--lock-timeout", paramLabel = "SECONDS", defaultValue = "10", description = "Longest wait for a lock; meanwhile others wait behind it (default: ${DEFAULT-VALUE}).")
    private int lockTimeout;
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    MigrateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        if (lockTimeout < 1) {
            throw new ParameterException(spec.commandLine(), "--lock-timeout must be at least 1");
        }
        Optional<String> name = planName();
        Settings settings = Settings.ofEnvironment(session.environment());
        var migrations = new Migrations(Shared.databaseConfig(settings), Duration.ofSeconds(lockTimeout));
        try {
            return dryRun ? rehearse(migrations, name) : apply(migrations);
        } catch (ForeignSchema e) {
            throw new Refusal(ExitCode.FOREIGN_SCHEMA, e.getMessage());
        } catch (DatabaseException e) {
            if (e.sqlState().equals(LOCKED)) {
                throw new Refusal(ExitCode.TIMEOUT, locked(migrations));
            }
            throw e;
        }
    }

    private Optional<String> planName() {
        if (plan == null) {
            return Optional.empty();
        }
        if (!dryRun) {
            throw new ParameterException(spec.commandLine(), "--plan goes with --dry-run");
        }
        if (!plan.matches("projects/[^/]+/plans/[^/]+")) {
            throw new ParameterException(spec.commandLine(),
                    "--plan %s: should be like %s".formatted(plan, new PlanName("shop", "101")));
        }
        return Optional.of(plan);
    }

    private int apply(Migrations migrations) throws JsonProcessingException {
        List<String> pending = pending(migrations);
        var lines = new StepLines(spec.commandLine().getErr());
        migrations.apply(lines);
        print(new MigrationReport(false, List.of(), lines.done(), List.of(), null), pending.isEmpty()
                ? "The schema is up to date."
                : "Applied %s.".formatted(String.join(", ", pending)));
        return ExitCode.OK;
    }

    private int rehearse(Migrations migrations, Optional<String> name) throws JsonProcessingException {
        List<String> pending = pending(migrations);
        Rehearsal rehearsal = migrations.rehearse(name).orElse(null);
        List<String> obstacles = rehearsal == null ? List.of() : rehearsal.obstacles();
        print(new MigrationReport(true, pending, Map.of(), obstacles, rehearsal),
                new MigrationText(session.paint()).page(pending, Optional.ofNullable(rehearsal)));
        if (name.isPresent() && (rehearsal == null || rehearsal.plan().isEmpty())) {
            throw new Refusal(ExitCode.NO_ROLLOUT, "There is no %s in the old layout.".formatted(name.get()));
        }
        return obstacles.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static List<String> pending(Migrations migrations) {
        return switch (migrations.state()) {
            case SchemaState.Known known -> known.pending();
            case SchemaState.Legacy legacy -> legacy.pending();
            case SchemaState.Foreign _ -> List.of();
        };
    }

    private void print(MigrationReport report, String text) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new ObjectMapper().writeValueAsString(report.asMap()) : text.stripTrailing());
    }

    private String locked(Migrations migrations) {
        List<String> holders = migrations.lockHolders();
        return "A lock was not to be had within %d s; nothing was changed.%s Stop what uses the old tables, or try --lock-timeout."
                .formatted(lockTimeout, holders.isEmpty() ? "" : " Held by " + String.join(", ", holders) + ".");
    }
}
