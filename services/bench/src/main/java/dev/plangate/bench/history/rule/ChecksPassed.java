package dev.plangate.bench.history.rule;

import dev.plangate.bench.history.model.PlanHistory;
import dev.plangate.bench.history.model.ResultRecord;
import dev.plangate.bench.history.model.RunRecord;
import java.util.Optional;

/** The condition "checks passed": a DONE run of this revision and digest without errors, counted in its results, too. */
final class ChecksPassed {
    private ChecksPassed() {}

    /** Why they have not; empty: they have. */
    static Optional<String> objection(PlanHistory plan, long run, long revision, String checkDigest) {
        Optional<RunRecord> done = plan.ends(run).stream().filter(RunRecord::isDone).findFirst();
        if (done.isEmpty()) {
            return Optional.of("run %d never was DONE".formatted(run));
        }
        RunRecord passed = done.get();
        if (passed.revision() != revision || !passed.checkDigest().equals(checkDigest) || checkDigest.isEmpty()) {
            return Optional.of("run %d checked revision %d with digest '%s', not revision %d with digest '%s'"
                    .formatted(run, passed.revision(), passed.checkDigest(), revision, checkDigest));
        }
        long told = passed.totals().map(RunRecord.Totals::errors).orElse(-1L);
        int counted = plan.results(run).stream().mapToInt(ResultRecord::errors).sum();
        return told == 0 && counted == 0
                ? Optional.empty()
                : Optional.of("run %d tells of %d errors, its results hold %d".formatted(run, told, counted));
    }
}
