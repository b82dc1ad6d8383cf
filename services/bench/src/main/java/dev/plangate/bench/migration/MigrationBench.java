package dev.plangate.bench.migration;

import dev.plangate.bench.Progress;
import dev.plangate.db.DatabaseConfig;
import dev.plangate.db.Migrations;
import dev.plangate.db.row.MigrationStep;
import dev.plangate.db.row.Rehearsal;
import dev.plangate.standalone.Directories;
import dev.plangate.standalone.postgres.EmbeddedPostgres;
import dev.plangate.standalone.postgres.OwnDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plangate bench migration}. */
@Command(name = "migration", mixinStandardHelpOptions = true, description = {
        "The way from the layout of the original system: a real Postgres is filled with rows of the old table, about ten for",
        "each plan, some of them nonsense; then plangate migrate --dry-run and plangate migrate are timed, step by step.",
        "A million rows take about 4 GB of disk while it runs.", "", "Example: plangate bench migration --json"})
public final class MigrationBench implements Callable<Integer> {
    @Option(names = "--rows", paramLabel = "N", defaultValue = "1000000", description = "Rows of the old plan_check_run (default: ${DEFAULT-VALUE}).")
    int rows;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("plangate-bench-migration-");
        var progress = Progress.onStandardError();
        try (var postgres = EmbeddedPostgres.start(directory, 0, EmbeddedPostgres.Durability.TEMPORARY,
                Map.of("max_wal_size", "8GB"))) {
            OwnDatabase.ensure(postgres);
            var config = DatabaseConfig.of(postgres.jdbcUrl(OwnDatabase.NAME), OwnDatabase.NAME, postgres::password);
            progress.step("%,d old rows".formatted(rows));
            long oldBytes;
            try (var old = new OldRows(postgres)) {
                old.fill(rows);
                oldBytes = old.bytes();
            }
            var migrations = new Migrations(config, Duration.ofSeconds(10));
            progress.step("migrate --dry-run");
            long begin = System.nanoTime();
            Rehearsal rehearsal = migrations.rehearse(Optional.empty()).orElseThrow();
            double rehearsed = seconds(begin);
            List<Figures.Step> steps = new ArrayList<>();
            begin = System.nanoTime();
            migrations.apply(new Stopwatch(progress, steps));
            double applied = seconds(begin);
            progress.end();
            try (var now = new OldRows(postgres)) {
                var figures = new Figures(rehearsal, rehearsed, applied, List.copyOf(steps), oldBytes, now.bytes());
                System.out.println(json ? figures.json() : figures.table());
            }
        } finally {
            progress.end();
            Directories.delete(directory);
        }
        return 0;
    }

    /** Notes how long each step takes. */
    private static final class Stopwatch implements java.util.function.Consumer<MigrationStep> {
        private final Progress progress;
        private final List<Figures.Step> steps;
        private long begin;

        Stopwatch(Progress progress, List<Figures.Step> steps) {
            this.progress = progress;
            this.steps = steps;
        }

        @Override
        public void accept(MigrationStep step) {
            if (step.done()) {
                steps.add(new Figures.Step(step.migration(), seconds(begin)));
            } else {
                progress.step(step.migration());
                begin = System.nanoTime();
            }
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
