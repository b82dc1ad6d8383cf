package dev.plangate.pipeline.worker;

import dev.plangate.db.Claims;
import dev.plangate.db.Database;
import dev.plangate.db.Slices;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Held;
import dev.plangate.db.row.SliceCompletion;
import dev.plangate.pipeline.worker.domain.RunReport;
import dev.plangate.pipeline.worker.domain.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Slices of large runs, which all workers check side by side. */
final class RunSlices implements WorkQueue<SliceCompletion> {
    private final Slices slices;

    RunSlices(Database database) {
        this.slices = new Slices(database);
    }

    @Override
    public Claims claims() {
        return slices;
    }

    @Override
    public boolean takesAside(RunInputs.Job job) {
        return false;
    }

    @Override
    public SliceCompletion completion(Claim claim, Verdict verdict, Instant now) {
        return RunReport.slice(claim, verdict);
    }

    @Override
    public Set<Held> complete(List<SliceCompletion> completions) {
        return slices.complete(completions, RunReport::terminal);
    }
}
