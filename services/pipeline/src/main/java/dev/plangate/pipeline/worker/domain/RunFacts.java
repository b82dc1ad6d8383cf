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

    /** Of parts of a run, those of the whole. */
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

    static Facts of(List<TargetOutcome> targets) {
        var types = new TreeSet<String>();
        var tables = new TreeSet<String>();
        var environments = new TreeSet<String>();
        var engines = new TreeSet<String>();
        long rows = 0;
        boolean known = true;
        for (TargetOutcome target : targets) {
            environments.add(target.environment());
            engines.add(target.engine());
            boolean summed = false;
            for (CheckOutcome outcome : target.outcomes()) {
                if (outcome.getType() == CheckType.STATEMENT_SUMMARY_REPORT && outcome.hasSummary()) {
                    SummaryReport summary = outcome.getSummary();
                    types.addAll(summary.getStatementTypesList());
                    summary.getChangedTablesList().forEach(t -> tables.add(t.getSchema() + "." + t.getTable()));
                    summed |= summary.hasAffectedRows();
                    rows += summary.getAffectedRows();
                }
            }
            // A target without a figure makes the sum unknown, never smaller.
            known &= summed;
        }
        environments.remove("");
        engines.remove("");
        var facts = Facts.newBuilder().addAllStatementTypes(types).addAllEnvironments(environments)
                .addAllEngines(engines)
                .addAllChangedTables(tables.stream().limit(TABLES).toList());
        return known ? facts.setAffectedRows(rows).build() : facts.build();
    }
}
