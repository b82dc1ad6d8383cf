package dev.plangate.pipeline.worker;

import dev.plangate.db.Claims;
import dev.plangate.db.Database;
import dev.plangate.db.Runs;
import dev.plangate.db.Slices;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.Held;
import dev.plangate.pipeline.targets.Derivation;
import dev.plangate.pipeline.worker.domain.RunReport;
import dev.plangate.pipeline.worker.domain.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Runs that one worker checks alone. Those with too many databases are cut, for all workers to share. */
final class WholeRuns implements WorkQueue<Completion> {
    private final Runs runs;
    private final Slices slices;
    private final int sliceSize;
    private final Runnable cut;

    /** @param cut called when there are new slices */
    WholeRuns(Database database, int sliceSize, Runnable cut) {
        this.runs = new Runs(database);
        this.slices = new Slices(database);
        this.sliceSize = sliceSize;
        this.cut = cut;
    }

    @Override
    public Claims claims() {
        return runs;
    }

    @Override
    public boolean takesAside(RunInputs.Job job) {
        if (!(job.derivation() instanceof Derivation.Checkable checkable) || checkable.databases() <= sliceSize) {
            return false;
        }
        if (slices.cut(job.claim().held(), checkable.databases(), sliceSize)) {
            cut.run();
        }
        return true;
    }

    @Override
    public Completion completion(Claim claim, Verdict verdict, Instant now) {
        return RunReport.completion(claim, verdict, now);
    }

    @Override
    public Set<Held> complete(List<Completion> completions) {
        return runs.complete(completions);
    }
}
