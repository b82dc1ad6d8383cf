package dev.plangate.checks;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.rule.Evidence;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.Tracer;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.checks.trace.LockTimeline;
import dev.plangate.checks.trace.Rates;
import dev.plangate.checks.trace.Trace;
import dev.plangate.checks.trace.TraceJudge;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.util.stream.Collectors;

/** A trace as part of the advice on a sheet: findings held against it, and an outcome of its own. */
record TraceReport(ParsedSheet.Valid sheet, Trace trace) {
    /** Of more statements the picture is cut. */
    private static final int SHOWN = 8_000;

    /** Traces a sheet. An interrupt is a trace that was given up. */
    static TraceReport of(Tracer tracer, ParsedSheet.Valid sheet, Running running, Catalog catalog,
            TargetSession target, Deadline deadline) {
        try {
            return new TraceReport(sheet, tracer.trace(sheet, running, catalog, target, deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TraceReport(sheet, new Trace.None("it was given up"));
        }
    }

    Evidence evidence(Policy policy) {
        return TraceJudge.of(trace, policy);
    }

    /** A trace that is not whole has the level of partly-traced, a WARNING unless the policy says otherwise: nobody knows what it would have shown. */
    CheckOutcome outcome(Outcomes outcomes, Policy policy) {
        var type = CheckType.STATEMENT_ADVISE;
        String picture = LockTimeline.lines(sheet, trace, Rates.MEASURED).stream().collect(Collectors.joining("\n"));
        String shown = picture.length() <= SHOWN
                ? picture
                : picture.substring(0, picture.offsetByCodePoints(0, SHOWN / 2)) + " ...";
        var status = TraceJudge.partly(sheet, trace, policy)
                .map(finding -> AdviceOutcomes.status(finding.severity().level())).orElse(Status.SUCCESS);
        return switch (trace) {
            case Trace.Whole _ -> outcomes.outcome(type, status, Codes.TRACED, "Traced", shown).build();
            case Trace.Partly _ ->
                outcomes.outcome(type, status, Codes.PARTLY_TRACED, "Partly traced", shown).build();
            case Trace.None _ ->
                outcomes.outcome(type, status, Codes.PARTLY_TRACED, "Not traced", shown).build();
        };
    }
}
