package dev.plangate.pipeline.migration;

import dev.plangate.db.row.MigrationStep;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A line when a migration begins, and its seconds when it has ended. */
public final class StepLines implements Consumer<MigrationStep> {
    private final PrintWriter out;
    private final Map<String, Double> done = new LinkedHashMap<>();
    private long begin;

    public StepLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(MigrationStep step) {
        if (step.done()) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            done.put(step.migration(), Math.round(seconds * 100) / 100.0);
            out.println("%.1f s".formatted(seconds));
        } else {
            begin = System.nanoTime();
            out.print("%2d of %d  %s ... ".formatted(step.number(), step.of(), step.migration()));
            out.flush();
        }
    }

    /** Migrations that have ended, in order, with their seconds. */
    public Map<String, Double> done() {
        return Collections.unmodifiableMap(done);
    }
}
