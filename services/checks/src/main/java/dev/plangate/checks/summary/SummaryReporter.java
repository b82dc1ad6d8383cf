package dev.plangate.checks.summary;

import dev.plangate.checks.catalog.Catalog;
import dev.plangate.checks.catalog.Table;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.rule.Script;
import dev.plangate.checks.rule.TableUse;
import dev.plangate.checks.sql.ParsedSheet;
import dev.plangate.checks.sql.RelationName;
import dev.plangate.checks.sql.SourceText;
import dev.plangate.checks.sql.Statement;
import dev.plangate.v1.CheckOutcome.AffectedRows;
import dev.plangate.v1.CheckOutcome.ChangedTable;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Says what a sheet would do to a target. Used by one thread, for one sheet. */
public final class SummaryReporter {
    /** Statements and tables that are listed; all are counted. */
    private static final int LISTED = 1_000;

    private final PlannedRows planned;
    private final Optional<Catalog> catalog;
    private final String database;

    /**
     * @param planned is asked about rows
     * @param database the target's database, for the report
     */
    public SummaryReporter(PlannedRows planned, Catalog catalog, String database) {
        this.planned = planned;
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
            var lines = new ArrayList<AffectedRows>();
            script.run(statement, one -> {
                types.add(one.type());
                ChangedRelations.of(one).forEach(name -> changed(tables, script.table(name)));
                (one.equals(statement) ? counts.of(one, script) : counts.inside(one, script))
                        .ifPresent(count -> lines.add(affected(sheet.source(), one, count)));
            });
            for (AffectedRows rows : lines) {
                known &= rows.hasRows();
                total += rows.getRows();
                if (report.getStatementsCount() < LISTED) {
                    report.addStatements(rows);
                }
            }
        }
        if (known) {
            report.setAffectedRows(total);
        }
        return report.addAllStatementTypes(types).addAllChangedTables(tables.values().stream().limit(LISTED).toList())
                .build();
    }

    private static AffectedRows affected(SourceText source, Statement statement, RowCounts.Count count) {
        var rows = AffectedRows.newBuilder().setLine(source.position(statement.range().from()).line())
                .setStatementType(statement.type());
        return switch (count) {
            case RowCounts.Count.Known(long number, var from) -> rows.setRows(number).setSource(from).build();
            case RowCounts.Count.Unknown(String reason) -> rows.setReason(reason).build();
        };
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
