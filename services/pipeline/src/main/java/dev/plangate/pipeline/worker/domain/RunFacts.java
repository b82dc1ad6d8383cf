package dev.plangate.pipeline.worker.domain;

import dev.plangate.v1.CheckOutcome;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import dev.plangate.v1.CheckRun.Facts;
import dev.plangate.v1.CheckRun.Facts.Kind;
import dev.plangate.v1.CheckType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the approval rules look at: the summary reports of all targets as one. */
final class RunFacts {
    private static final int TABLES = 1_000;

    /** Code that was not looked into: nobody knows which tables it changes. */
    private static final Set<String> OPAQUE = Set.of("DO", "CALL", "EXECUTE");

    private RunFacts() {}

    /** Of parts of a run, those of the whole: each text once, sorted. */
    static Facts merge(List<Facts> parts) {
        var types = new TreeSet<String>();
        var tables = new TreeSet<String>();
        var environments = new TreeSet<String>();
        var engines = new TreeSet<String>();
        var complete = EnumSet.of(Kind.STATEMENT_TYPES, Kind.ENVIRONMENTS, Kind.ENGINES, Kind.CHANGED_TABLES);
        for (Facts part : parts) {
            types.addAll(part.getStatementTypesList());
            tables.addAll(part.getChangedTablesList());
            environments.addAll(part.getEnvironmentsList());
            engines.addAll(part.getEnginesList());
            complete.retainAll(part.getCompleteList());
        }
        if (tables.size() > TABLES) {
            complete.remove(Kind.CHANGED_TABLES);
        }
        var facts = Facts.newBuilder().addAllStatementTypes(types).addAllEnvironments(environments)
                .addAllEngines(engines).addAllChangedTables(tables.stream().limit(TABLES).toList())
                .addAllComplete(complete)
                .setResultsDigest(ResultsDigest.sum(parts.stream().map(Facts::getResultsDigest).toList()));
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
        var complete = EnumSet.noneOf(Kind.class);
        if (!target.environment().isEmpty()) {
            facts.addEnvironments(target.environment());
            complete.add(Kind.ENVIRONMENTS);
        }
        if (!target.engine().isEmpty()) {
            facts.addEngines(target.engine());
            complete.add(Kind.ENGINES);
        }
        for (CheckOutcome outcome : target.outcomes()) {
            if (outcome.getType() == CheckType.STATEMENT_SUMMARY_REPORT && outcome.hasSummary()) {
                SummaryReport summary = outcome.getSummary();
                facts.addAllStatementTypes(summary.getStatementTypesList());
                complete.add(Kind.STATEMENT_TYPES);
                if (summary.getChangedTablesCount() < TABLES
                        && summary.getStatementTypesList().stream().noneMatch(OPAQUE::contains)) {
                    complete.add(Kind.CHANGED_TABLES);
                }
                summary.getChangedTablesList()
                        .forEach(table -> facts.addChangedTables(table.getSchema() + "." + table.getTable()));
                if (summary.hasAffectedRows()) {
                    facts.setAffectedRows(facts.getAffectedRows() + summary.getAffectedRows());
                }
            }
        }
        return facts.addAllComplete(complete).setResultsDigest(ResultsDigest.of(target.outcomes())).build();
    }
}
