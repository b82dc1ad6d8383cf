package dev.plangate.bench.zombie;

import dev.plangate.standalone.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plangate bench zombies}. */
@Command(name = "zombies", mixinStandardHelpOptions = true, description = {
        "Whose queue accepts the result of a worker that was paused past its lease? The same pause (SIGSTOP, SIGCONT, processes of their own) for each, on one Postgres of this run.",
        "Takes about 2 minutes. Exit 0 when it was seen, whatever was seen; 1 when a contestant did not get that far.",
        "", "Example: plangate bench zombies --json"})
public final class ZombieBench implements Callable<Integer> {
    @Option(names = "--only", split = ",", description = "Contestants: ${COMPLETION-CANDIDATES} (default: all).")
    List<Kind> only = List.of(Kind.values());

    @Option(names = "--json", description = "One JSON object instead of the table.")
    boolean json;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("plangate-zombies");
        try {
            System.out.println(run(directory));
            return 0;
        } catch (IllegalStateException e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        } finally {
            Directories.delete(directory);
        }
    }

    private String run(Path directory) throws IOException, SQLException, InterruptedException {
        System.err.println("starting Postgres");
        var outcomes = new ArrayList<Outcome>();
        try (var arena = new Arena(directory)) {
            for (Kind kind : only) {
                System.err.printf("%s (%s)%n", kind, kind.contestant().settings());
                outcomes.add(arena.run(kind));
            }
            var comparison = new Comparison(arena.version(), outcomes);
            return json ? comparison.json() : comparison.table();
        }
    }
}
