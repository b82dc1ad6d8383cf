package dev.plangate.bench.history;

import dev.plangate.bench.history.model.History;
import dev.plangate.bench.history.read.HistoryReader;
import dev.plangate.bench.history.rule.Rule;
import dev.plangate.bench.history.rule.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Judges a history. */
public final class Verifier {
    private Verifier() {}

    /**
     * Judges the history in {@code directory}, silently.
     *
     * @throws dev.plangate.bench.history.read.UnreadableHistory if it is none
     */
    public static HistoryVerdict verify(Path directory) {
        return verify(directory, _ -> {});
    }

    /**
     * Judges the history in {@code directory}.
     *
     * @param progress told of each step, one line
     * @throws dev.plangate.bench.history.read.UnreadableHistory if it is none
     */
    public static HistoryVerdict verify(Path directory, Consumer<String> progress) {
        return judge(HistoryReader.read(directory, progress), progress);
    }

    static HistoryVerdict judge(History history, Consumer<String> progress) {
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : Rule.all()) {
            progress.accept("judging " + rule.getClass().getSimpleName());
            violations.addAll(rule.check(history));
        }
        return new HistoryVerdict(history.meta(), Figures.of(history), violations);
    }
}
