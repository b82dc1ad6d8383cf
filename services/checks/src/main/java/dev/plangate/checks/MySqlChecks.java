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
        return switch (refused) {
            case ParsedSheet.Invalid invalid when type == CheckType.STATEMENT_ADVISE ->
                new AdviceOutcomes(outcomes, limits.findings()).syntaxError(invalid);
            case ParsedSheet.Invalid _ -> notParsed(type, "it is not valid SQL, see STATEMENT_ADVISE");
            case ParsedSheet.Unparsed unparsed -> notParsed(type, unparsed.reason());
        };
    }

    private CheckOutcome notParsed(CheckType type, String reason) {
        return outcomes.error(type, Codes.NOT_PARSED, "SQL was not reviewed",
                "The sheet cannot be reviewed: " + reason + ".");
    }

    /** What the target's catalog is asked for. */
    static Mentions mentioned(MySqlSheet.Valid sheet) {
        return Mentions.of(sheet);
    }

    /** What a type finds on the target. */
    List<CheckOutcome> onTarget(CheckType type, MySqlSheet.Valid sheet, MySqlCatalog catalog, MySqlSession session,
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
