package dev.plangate.bench.history;

import dev.plangate.bench.history.read.UnreadableHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plangate verify-history}. */
@Command(name = "verify-history", mixinStandardHelpOptions = true, description = {
        "Decides from the history of a torture run alone whether Plangate kept its promises.",
        "Exit 0 when it did, 1 when it did not, 2 when the history cannot be read.", "",
        "Example: plangate verify-history target/torture/seed-7 --json"})
public final class VerifyHistoryCommand implements Callable<Integer> {
    private static final int GREEN = 0;
    private static final int RED = 1;
    private static final int UNREADABLE = 2;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The history: meta.json, sent.jsonl, topics/, tables/.")
    Path directory;

    @Option(names = "--json", description = "One JSON object instead of text, and no progress.")
    boolean json;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        if (!Files.isDirectory(directory)) {
            err.printf("verify-history: %s is no directory; give the one that plangate torture wrote%n", directory);
            return UNREADABLE;
        }
        Consumer<String> progress = json ? _ -> {} : err::println;
        try {
            HistoryVerdict verdict = Verifier.verify(directory, progress);
            out.println(json ? verdict.json() : verdict.text());
            return verdict.isGreen() ? GREEN : RED;
        } catch (UnreadableHistory e) {
            err.printf("verify-history: %s cannot be judged:%n", directory);
            e.problems().forEach(problem -> err.println("  " + problem));
            return UNREADABLE;
        }
    }
}
