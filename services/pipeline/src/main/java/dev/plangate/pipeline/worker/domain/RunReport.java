package dev.plangate.pipeline.worker.domain;

import dev.plangate.contract.ProtoTime;
import dev.plangate.contract.Topics;
import dev.plangate.db.row.Claim;
import dev.plangate.db.row.Completion;
import dev.plangate.db.row.EndedRun;
import dev.plangate.db.row.OutboxRow;
import dev.plangate.db.row.RunRow;
import dev.plangate.db.row.SliceCompletion;
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
import java.util.stream.Collectors;

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
                    List.of(terminal(ended(claim, verdict.status(), error, now, List.of()))));
            case Verdict.Checked checked -> {
                List<CheckOutcome> outcomes = outcomes(checked);
                EndedRun.Page page = page(checked, outcomes);
                List<OutboxRow> events = results(claim, checked);
                events.add(terminal(ended(claim, checked.status(), "", now, List.of(page))));
                yield new Completion(claim.plan(), claim.fence(), checked.status(), "", result(outcomes),
                        page.totals().getErrors(), page.totals().getWarnings(), events);
            }
        };
    }

    /** What the worker hands to Postgres when the claim was one of a slice: a page of the run's result. */
    public static SliceCompletion slice(Claim claim, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Failed(String error) ->
                new SliceCompletion(claim.held(), claim.fence(), error, CheckRunResult.getDefaultInstance(),
                        new EndedRun.Page(CheckRun.Totals.getDefaultInstance(), CheckRun.Facts.getDefaultInstance()),
                        List.of());
            case Verdict.Checked checked -> {
                List<CheckOutcome> outcomes = outcomes(checked);
                yield new SliceCompletion(claim.held(), claim.fence(), "", result(outcomes), page(checked, outcomes),
                        results(claim, checked));
            }
        };
    }

    /** The terminal event of a run, whoever ended it. */
    public static OutboxRow terminal(EndedRun ended) {
        RunRow run = ended.run();
        var event = CheckRun.newBuilder().setPlan(run.plan()).setRun(run.run()).setFence(run.fence())
                .setRevision(run.revision()).setCheckDigest(run.checkDigest()).setStatus(run.status())
                .setError(run.error()).setRequestId(run.requestId()).setRetryOf(run.retryOf())
                .setCreateTime(ProtoTime.timestamp(run.createdAt())).setEndTime(ProtoTime.timestamp(ended.at()));
        if (run.status() == CheckRun.Status.DONE) {
            event.setTotals(sum(ended.slices().stream().map(EndedRun.Page::totals).toList()))
                    .setFacts(RunFacts.merge(ended.slices().stream().map(EndedRun.Page::facts).toList()));
        }
        return OutboxRow.of(Topics.CHECK_RUNS, run.plan(), event.build());
    }

    /** Every page knows how many targets the whole run has. */
    private static CheckRun.Totals sum(List<CheckRun.Totals> pages) {
        var sum = CheckRun.Totals.newBuilder();
        pages.forEach(page -> sum.setTargets(sum.getTargets() + page.getTargets())
                .setDerivedTargets(page.getDerivedTargets()).setSuccesses(sum.getSuccesses() + page.getSuccesses())
                .setWarnings(sum.getWarnings() + page.getWarnings()).setErrors(sum.getErrors() + page.getErrors()));
        return sum.build();
    }

    private static EndedRun ended(Claim claim, CheckRun.Status status, String error, Instant now,
            List<EndedRun.Page> pages) {
        return new EndedRun(new RunRow(claim.plan(), claim.run(), claim.revision(), claim.checkDigest(), claim.fence(),
                status, error, claim.createdAt(), null, claim.requestId(), 0, claim.retryOf()), now, pages);
    }

    private static EndedRun.Page page(Verdict.Checked checked, List<CheckOutcome> outcomes) {
        return new EndedRun.Page(totals(checked, outcomes), RunFacts.of(checked.targets()));
    }

    private static List<CheckOutcome> outcomes(Verdict.Checked checked) {
        return checked.targets().stream().flatMap(t -> t.outcomes().stream()).sorted(ORDER).toList();
    }

    private static CheckRunResult result(List<CheckOutcome> outcomes) {
        return CheckRunResult.newBuilder().addAllOutcomes(outcomes).build();
    }

    private static List<OutboxRow> results(Claim claim, Verdict.Checked checked) {
        var events = new ArrayList<OutboxRow>();
        byDatabase(checked.targets()).forEach((database, found) -> events
                .add(OutboxRow.of(Topics.CHECK_RESULTS, claim.plan(),
                        CheckResult.newBuilder().setPlan(claim.plan()).setRun(claim.run()).setFence(claim.fence())
                                .setRevision(claim.revision()).setTarget(database)
                                .addAllOutcomes(
                                        found.stream().flatMap(t -> t.outcomes().stream()).sorted(ORDER).toList())
                                .setTakenOverFrom(found.getFirst().takenOverFrom()).build())));
        return events;
    }

    /**
     * Several specs on one database are one record of that database; their outcomes stay apart by sheet. A database is taken over
     * as a whole.
     */
    private static Map<String, List<TargetOutcome>> byDatabase(List<TargetOutcome> targets) {
        return targets.stream()
                .collect(Collectors.groupingBy(t -> t.target().database(), LinkedHashMap::new, Collectors.toList()));
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
}
