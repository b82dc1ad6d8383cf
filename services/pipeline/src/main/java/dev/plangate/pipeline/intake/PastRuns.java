package dev.plangate.pipeline.intake;

import dev.plangate.contract.ProtoTime;
import dev.plangate.db.row.RunRow;
import dev.plangate.v1.CheckRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a batch publishes of runs, gathered for their history. A run may be made and replaced in one batch, and never be stored. */
final class PastRuns {
    private record Id(String plan, long run) {}

    private final Map<Id, CheckRun> told = new LinkedHashMap<>();

    /** A record of a run; a later one counts, but for the request, which the end of a run need not name. */
    void told(CheckRun run) {
        told.merge(new Id(run.getPlan(), run.getRun()), run, (before, after) -> after.getRequestId().isEmpty()
                ? after.toBuilder().setRequestId(before.getRequestId()).build()
                : after);
    }

    /** Those that have ended, without the plans' current ones. */
    List<RunRow> besides(Function<String, Optional<RunRow>> current) {
        return told.values().stream().filter(CheckRun::hasEndTime)
                .filter(run -> current.apply(run.getPlan()).filter(c -> c.run() == run.getRun()).isEmpty())
                .map(run -> new RunRow(run.getPlan(), run.getRun(), run.getRevision(), run.getCheckDigest(),
                        run.getFence(), run.getStatus(), run.getError(), ProtoTime.instant(run.getCreateTime()), null,
                        run.getRequestId(), 0, run.getRetryOf()))
                .toList();
    }
}
