package dev.plangate.checks;

import dev.plangate.checks.backup.PriorBackup;
import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Mentioned;
import dev.plangate.checks.rule.Evidence;
import dev.plangate.checks.rule.Mentions;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Reviewer;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.Tracer;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.summary.PlannedRows;
import dev.plangate.checks.summary.SummaryReporter;
import dev.plangate.checks.target.CatalogReader;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.Explainer;
import dev.plangate.checks.target.TargetSession;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import dev.plangate.v1.CheckType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The checks of a sheet on one PostgreSQL database, once it is parsed and the catalog read. */
final class PostgresChecks {
    private final Outcomes outcomes;
    private final CheckLimits limits;
    private final Optional<Tracer> tracer;

    /** @param tracer empty = sheets are not traced */
    PostgresChecks(Outcomes outcomes, CheckLimits limits, Optional<Tracer> tracer) {
        this.outcomes = outcomes;
        this.limits = limits;
        this.tracer = tracer;
    }

    /** What a type needs no target for; empty = it needs one. */
    Optional<CheckOutcome> withoutTarget(CheckType type, ParsedSheet sheet) {
        return switch (type) {
            case STATEMENT_ADVISE, STATEMENT_SUMMARY_REPORT -> switch (sheet) {
                case ParsedSheet.Refused refused ->
                    Optional.of(new AdviceOutcomes(outcomes, limits.findings()).refused(type, refused));
                case ParsedSheet.Valid _ -> Optional.empty();
            };
            case GHOST_SYNC -> Optional.of(outcomes.error(type, Codes.GHOST_NOT_SUPPORTED, "gh-ost works on MySQL only",
                    "The target is a PostgreSQL database: switch enable_ghost off in the plan, and leave the directive out of the sheet."));
            case CHECK_TYPE_UNSPECIFIED, UNRECOGNIZED -> Optional.of(outcomes.unknownType(type));
        };
    }

    /** One connection, on which the catalog is read once, for all types. */
    TargetWork work(Instance instance, String database, ParsedSheet.Valid sheet, List<CheckType> types) {
        return new SessionWork<>(
                deadline -> TargetSession.open(instance.address(database), limits.timeouts(), deadline),
                (session, deadline) -> {
                    Catalog catalog = CatalogReader.read(session, mentioned(sheet));
                    var planned = new PlannedRows(new Explainer(session), limits.explained(), deadline::left);
                    return type -> onTarget(type, sheet, catalog, planned, session, database, deadline);
                }, types);
    }

    private Mentioned mentioned(ParsedSheet.Valid sheet) {
        var named = Mentions.of(sheet.statements());
        var job = outcomes.job();
        return job.priorBackup() ? named.and(PriorBackup.mentioned(sheet, job.sheetSha256())) : named;
    }

    private List<CheckOutcome> onTarget(CheckType type, ParsedSheet.Valid sheet, Catalog catalog, PlannedRows planned,
            TargetSession session, String database, Deadline deadline) {
        return switch (type) {
            case STATEMENT_ADVISE -> {
                var policy = Policy.of(outcomes.job().policy());
                var running = Running.STATEMENT_BY_STATEMENT;
                var traced = tracer
                        .map(with -> TraceReport.of(with, sheet, running, catalog, session, deadline));
                var advice = new AdviceOutcomes(outcomes, limits.findings()).of(sheet, policy,
                        Reviewer.review(sheet, policy, Optional.of(catalog), running,
                                planned.of(sheet, catalog, running),
                                traced.map(report -> report.evidence(policy)).orElse(Evidence.NONE)));
                traced.ifPresent(report -> advice.add(report.outcome(outcomes, policy)));
                if (outcomes.job().priorBackup()) {
                    advice.addAll(backup(sheet, catalog, planned));
                }
                yield advice;
            }
            case STATEMENT_SUMMARY_REPORT -> {
                var report = new SummaryReporter(planned, catalog, database).report(sheet);
                yield List.of(outcomes.outcome(type, Status.SUCCESS, 0, "Statement summary", words(report))
                        .setSummary(report).build());
            }
            case GHOST_SYNC, CHECK_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException(type + " needs no target");
        };
    }

    private List<CheckOutcome> backup(ParsedSheet.Valid sheet, Catalog catalog, PlannedRows planned) {
        return new BackupOutcomes(outcomes, limits.findings()).of(sheet.source(),
                new PriorBackup(sheet, outcomes.job().sheetSha256(), catalog, planned::of).verdicts());
    }

    /** A summary in one sentence. */
    static String words(SummaryReport report) {
        String rows = report.hasAffectedRows()
                ? String.format(Locale.ROOT, "about %,d rows change", report.getAffectedRows())
                : "how many rows change is not known";
        return (report.getStatementTypesCount() == 0
                ? "No statements"
                : String.join(", ", report.getStatementTypesList())) + ": " + rows + " in "
                + report.getChangedTablesCount() + (report.getChangedTablesCount() == 1 ? " table." : " tables.");
    }
}
