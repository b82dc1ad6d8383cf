package dev.plangate.checks.summary;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.Script;
import dev.plangate.checks.rule.TableUse;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.Statement;
import dev.plangate.v1.CheckOutcome.AffectedRows;
import dev.plangate.v1.CheckOutcome.ChangedTable;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Says what a sheet would do to a target. Used by one thread, for one sheet. */
public final class SummaryReporter {
    /** Statements and tables that are listed; all are counted. */
    private static final int LISTED = 1_000;

    private final PlannedRows planned;
    private final Optional<Catalog> catalog;
    private final String database;

    /**
     * @param database the target's database, for the report
     * @param limit how many statements are explained
     * @param left time that the job has; explaining stops before it ends
     */
    public SummaryReporter(Planner planner, Catalog catalog, String database, int limit, Supplier<Duration> left) {
        this.planned = new PlannedRows(planner, limit, left);
        this.catalog = Optional.of(catalog);
        this.database = database;
    }

    /** The report. */
    public SummaryReport report(ParsedSheet.Valid sheet) {
        var report = SummaryReport.newBuilder();
        var types = new TreeSet<String>();
        var tables = new LinkedHashMap<RelationName, ChangedTable>();
        var counts = new RowCounts(planned::count, catalog);
        var script = new Script(catalog, Running.STATEMENT_BY_STATEMENT);
        long total = 0;
        boolean known = true;
        for (Statement statement : sheet.statements()) {
            types.add(statement.type());
            ChangedRelations.of(statement).forEach(name -> changed(tables, script.table(name)));
            var count = counts.of(statement, script);
            if (count.isPresent()) {
                var rows = AffectedRows.newBuilder().setLine(sheet.source().position(statement.range().from()).line())
                        .setStatementType(statement.type());
                switch (count.get()) {
                    case RowCounts.Count.Known(long number, var source) -> {
                        rows.setRows(number).setSource(source);
                        total += number;
                    }
                    case RowCounts.Count.Unknown(String reason) -> {
                        rows.setReason(reason);
                        known = false;
                    }
                }
                if (report.getStatementsCount() < LISTED) {
                    report.addStatements(rows);
                }
            }
            script.apply(statement);
        }
        if (known) {
            report.setAffectedRows(total);
        }
        return report.addAllStatementTypes(types).addAllChangedTables(tables.values().stream().limit(LISTED).toList())
                .build();
    }

    private void changed(Map<RelationName, ChangedTable> tables, TableUse table) {
        tables.computeIfAbsent(table.name(), name -> {
            var changed = ChangedTable.newBuilder().setDatabase(database).setTable(name.name());
            boolean onTarget = table.known().isPresent() && !table.created();
            changed.setSchema(onTarget ? name.schema() : table.written().schema());
            if (onTarget) {
                table.known().map(Table::rows).orElseThrow().ifPresent(changed::setEstimatedRows);
            }
            return changed.build();
        });
    }
}
