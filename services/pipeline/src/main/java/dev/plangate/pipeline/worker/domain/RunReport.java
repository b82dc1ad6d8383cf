package dev.plangate.pipeline.worker.domain;

import dev.plangate.contract.ProtoTime;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckResult;
import dev.plangate.v1.CheckRun;
import dev.plangate.v1.CheckRunResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run that has ended, as it is stored and published: one CheckResult for each database, then the terminal CheckRun. */
public final class RunReport {
    private static final Comparator<CheckOutcome> ORDER = Comparator.comparing(CheckOutcome::getTarget)
            .thenComparingInt(CheckOutcome::getTypeValue).thenComparing(CheckOutcome::getSheetSha256)
            .thenComparingInt(o -> o.getReview().getStart().getLine())
            .thenComparingInt(o -> o.getReview().getStart().getColumn());

    private RunReport() {}

    /**
     * What the worker hands to Postgres.
     *
     * @param now by the database's clock
     */
    public static Completion completion(Claim claim, Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Failed(String error) -> new Completion(claim.plan(), claim.fence(), verdict.status(), error,
                    CheckRunResult.getDefaultInstance(), 0, 0,
                    List.of(event(ended(claim, verdict.status(), error, now).build())));
            case Verdict.Checked checked -> checked(claim, checked, now);
        };
    }

    /** The terminal event of a run that used up its attempts. */
    public static CheckRun.Builder ended(Claim claim, CheckRun.Status status, String error, Instant now) {
        return CheckRun.newBuilder().setPlan(claim.plan()).setRun(claim.run()).setFence(claim.fence())
                .setRevision(claim.revision()).setCheckDigest(claim.checkDigest()).setStatus(status).setError(error)
                .setRequestId(claim.requestId()).setCreateTime(ProtoTime.timestamp(claim.createdAt()))
                .setEndTime(ProtoTime.timestamp(now));
    }

    private static Completion checked(Claim claim, Verdict.Checked checked, Instant now) {
        List<CheckOutcome> outcomes = checked.targets().stream().flatMap(t -> t.outcomes().stream()).sorted(ORDER)
                .toList();
        CheckRun.Totals totals = totals(checked, outcomes);
        var events = new ArrayList<OutboxRow>();
        byDatabase(checked.targets()).forEach((database, found) -> events
                .add(OutboxRow.of(Topics.CHECK_RESULTS, claim.plan(),
                        CheckResult.newBuilder().setPlan(claim.plan()).setRun(claim.run()).setFence(claim.fence())
                                .setRevision(claim.revision()).setTarget(database).addAllOutcomes(found).build())));
        events.add(event(ended(claim, checked.status(), "", now).setTotals(totals)
                .setFacts(RunFacts.of(checked.targets())).build()));
        return new Completion(claim.plan(), claim.fence(), checked.status(), "",
                CheckRunResult.newBuilder().addAllOutcomes(outcomes).build(), totals.getErrors(), totals.getWarnings(),
                events);
    }

    /** Several specs on one database are one record of that database; their outcomes stay apart by sheet. */
    private static Map<String, List<CheckOutcome>> byDatabase(List<TargetOutcome> targets) {
        var byDatabase = new LinkedHashMap<String, List<CheckOutcome>>();
        targets.forEach(t -> byDatabase.computeIfAbsent(t.target().database(), _ -> new ArrayList<>())
                .addAll(t.outcomes()));
        byDatabase.values().forEach(found -> found.sort(ORDER));
        return byDatabase;
    }

    private static CheckRun.Totals totals(Verdict.Checked checked, List<CheckOutcome> outcomes) {
        var totals = CheckRun.Totals.newBuilder().setTargets(checked.targets().size())
                .setDerivedTargets(checked.derived());
        for (CheckOutcome outcome : outcomes) {
            switch (outcome.getStatus()) {
                case SUCCESS -> totals.setSuccesses(totals.getSuccesses() + 1);
                case WARNING -> totals.setWarnings(totals.getWarnings() + 1);
                // What no one can read must not pass.
                case ERROR, STATUS_UNSPECIFIED, UNRECOGNIZED -> totals.setErrors(totals.getErrors() + 1);
            }
        }
        return totals.build();
    }

    private static OutboxRow event(CheckRun run) {
        return OutboxRow.of(Topics.CHECK_RUNS, run.getPlan(), run);
    }
}
