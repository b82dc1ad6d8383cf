package dev.plangate.bench.checks;

import dev.plangate.bench.Progress;
import dev.plangate.standalone.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plangate bench checks}. */
@Command(name = "checks", mixinStandardHelpOptions = true, description = {
        "The check engine by itself: statements parsed a second, and targets checked a second for one sheet of five",
        "statements on many databases of one embedded server, beside JSqlParser and a plain EXPLAIN on each of them.",
        "A thousand databases take about 8 GB of disk while it runs.", "", "Example: plangate bench checks --json"})
public final class ChecksBench implements Callable<Integer> {
    private static final int FEW = 100;
    /** Sheets that nobody has seen: one for each measurement. */
    private static final int WARM_SHEET = 1;
    private static final int FIRST_SHEET = 2;
    private static final int FEW_SHEET = 3;
    private static final int ALL_SHEET = 4;

    @Option(names = "--targets", defaultValue = "1000", description = "Databases, ${DEFAULT-VALUE} unless said otherwise; at least 100.")
    int targets;

    @Option(names = "--concurrency", defaultValue = "8", description = "Connections at once (default: ${DEFAULT-VALUE}).")
    int concurrency;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        int all = Math.max(targets, FEW);
        Path directory = Files.createTempDirectory("plangate-bench-checks-");
        var progress = Progress.onStandardError();
        progress.step("parsing");
        var parsing = Parsing.measure();
        try (var databases = new Targets(directory, all, concurrency, progress); var engine = databases.engine()) {
            progress.step("warming up");
            databases.checked(engine, WARM_SHEET, FEW, progress);
            double first = 1_000 / databases.checked(engine, FIRST_SHEET, 1, progress).perSecond();
            progress.step("%,d targets".formatted(FEW));
            var few = databases.checked(engine, FEW_SHEET, FEW, progress);
            progress.step("%,d targets".formatted(all));
            var many = databases.checked(engine, ALL_SHEET, all, progress);
            progress.step("%,d targets, EXPLAIN alone".formatted(all));
            var explained = databases.explained(ALL_SHEET, all, progress);
            progress.end();
            var figures = new Figures(parsing, first, few, many, explained, concurrency);
            System.out.println(json ? figures.json() : figures.table());
        } finally {
            progress.end();
            Directories.delete(directory);
        }
        return 0;
    }
}
