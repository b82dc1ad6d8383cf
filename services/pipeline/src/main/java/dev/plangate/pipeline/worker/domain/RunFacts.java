package dev.plangate.pipeline.worker.domain;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import dev.plangate.v1.CheckRun.Facts;
import dev.plangate.v1.CheckType;
import java.util.List;
import java.util.TreeSet;

/** What the approval rules look at: the summary reports of all targets as one. */
final class RunFacts {
    private static final int TABLES = 1_000;

    private RunFacts() {}

    /** Of parts of a run, those of the whole: each text once, sorted. */
    static Facts merge(List<Facts> parts) {
        var types = new TreeSet<String>();
        var tables = new TreeSet<String>();
        var environments = new TreeSet<String>();
        var engines = new TreeSet<String>();
        for (Facts part : parts) {
            types.addAll(part.getStatementTypesList());
            tables.addAll(part.getChangedTablesList());
            environments.addAll(part.getEnvironmentsList());
            engines.addAll(part.getEnginesList());
        }
        var facts = Facts.newBuilder().addAllStatementTypes(types).addAllEnvironments(environments)
                .addAllEngines(engines).addAllChangedTables(tables.stream().limit(TABLES).toList());
        return parts.stream().allMatch(Facts::hasAffectedRows)
                ? facts.setAffectedRows(parts.stream().mapToLong(Facts::getAffectedRows).sum()).build()
                : facts.build();
    }

    /** A target without a figure makes the sum unknown, never smaller. */
    static Facts of(List<TargetOutcome> targets) {
        return merge(targets.stream().map(RunFacts::of).toList());
    }

    private static Facts of(TargetOutcome target) {
        var facts = Facts.newBuilder();
        if (!target.environment().isEmpty()) {
            facts.addEnvironments(target.environment());
        }
        if (!target.engine().isEmpty()) {
            facts.addEngines(target.engine());
        }
        for (CheckOutcome outcome : target.outcomes()) {
            if (outcome.getType() == CheckType.STATEMENT_SUMMARY_REPORT && outcome.hasSummary()) {
                SummaryReport summary = outcome.getSummary();
                facts.addAllStatementTypes(summary.getStatementTypesList());
                summary.getChangedTablesList()
                        .forEach(table -> facts.addChangedTables(table.getSchema() + "." + table.getTable()));
                if (summary.hasAffectedRows()) {
                    facts.setAffectedRows(facts.getAffectedRows() + summary.getAffectedRows());
                }
            }
        }
        return facts.build();
    }
}
