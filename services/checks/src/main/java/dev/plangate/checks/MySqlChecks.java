package dev.plangate.checks;

import dev.plangate.checks.mysql.Mentions;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.rule.Effect;
import dev.plangate.checks.mysql.rule.MySqlReviewer;
import dev.plangate.checks.mysql.summary.MySqlSummary;
import dev.plangate.checks.rule.Policy;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.scratch.MySqlScratch;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.target.Deadline;
import dev.plangate.checks.target.MySqlCatalogReader;
import dev.plangate.checks.target.MySqlExplainer;
import dev.plangate.checks.target.MySqlSession;
import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.Status;
import dev.plangate.v1.CheckType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of a sheet on one MySQL or MariaDB database, once it is parsed and the catalog read. */
final class MySqlChecks {
    private final Outcomes outcomes;
    private final CheckLimits limits;
    private final Optional<String> scratch;

    /** @param scratch schema of the same server in which empty copies may be made; empty = none is */
    MySqlChecks(Outcomes outcomes, CheckLimits limits, Optional<String> scratch) {
        this.outcomes = outcomes;
        this.limits = limits;
        this.scratch = scratch;
    }

    /** What a sheet without statements is answered with. */
    CheckOutcome refused(CheckType type, ParsedSheet.Refused refused) {
        return new AdviceOutcomes(outcomes, limits.findings()).refused(type, refused);
    }

    /** One connection, on which the catalog is read once, for all types. */
    TargetWork work(Instance instance, String database, MySqlSheet.Valid sheet, List<CheckType> types) {
        return new SessionWork<>(
                deadline -> MySqlSession.open(instance.address(database), limits.timeouts(), deadline),
                (session, deadline) -> {
                    MySqlCatalog catalog = MySqlCatalogReader.read(session, Mentions.of(sheet));
                    return type -> onTarget(type, sheet, catalog, session, deadline);
                }, types);
    }

    private List<CheckOutcome> onTarget(CheckType type, MySqlSheet.Valid sheet, MySqlCatalog catalog,
            MySqlSession session,
            Deadline deadline) {
        return switch (type) {
            case STATEMENT_ADVISE -> {
                var policy = Policy.of(outcomes.job().policy());
                Map<Integer, Effect> asked = scratch
                        .map(schema -> new MySqlScratch(session.scratch(), schema, catalog).effects(sheet))
                        .orElse(Map.of());
                var findings = MySqlReviewer.review(sheet, policy, Optional.of(catalog),
                        Running.STATEMENT_BY_STATEMENT, asked);
                var advice = new ArrayList<>(
                        new AdviceOutcomes(outcomes, limits.findings()).of(sheet.source(), policy, findings));
                if (outcomes.job().priorBackup()) {
                    advice.add(outcomes.error(type, Codes.BACKUP_IMPOSSIBLE, "Prior backup is not possible",
                            "Rows are saved before on PostgreSQL only: switch enable_prior_backup off, or save them by a statement of the plan."));
                }
                yield advice;
            }
            case STATEMENT_SUMMARY_REPORT -> {
                var report = new MySqlSummary(new MySqlExplainer(session)::rows, catalog, limits.explained(),
                        deadline::left).report(sheet);
                yield List.of(outcomes
                        .outcome(type, Status.SUCCESS, 0, "Statement summary", PostgresChecks.words(report))
                        .setSummary(report).build());
            }
            case GHOST_SYNC, CHECK_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException(type + " is no check of these");
        };
    }
}
