package dev.plangate.checks.mysql.summary;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Mentions;
import dev.plangate.checks.mysql.MySqlSheet;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.TableName;
import dev.plangate.checks.mysql.catalog.MySqlCatalog;
import dev.plangate.checks.mysql.catalog.MySqlTable;
import dev.plangate.checks.mysql.rule.MySqlScript;
import dev.plangate.checks.rule.Running;
import dev.plangate.checks.summary.Planner.NotPlanned;
import dev.plangate.v1.CheckOutcome.AffectedRows;
import dev.plangate.v1.CheckOutcome.ChangedTable;
import dev.plangate.v1.CheckOutcome.Source;
import dev.plangate.v1.CheckOutcome.SummaryReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Says what a sheet would do to a MySQL or MariaDB target. Used by one thread, for one sheet. */
public final class MySqlSummary {
    /** The target's planner. */
    public interface Rows {
        /** Its estimate of the rows that a statement touches; empty when it has none. */
        OptionalLong of(MySqlStatement statement) throws NotPlanned;
    }

    /** A number, or why there is none. */
    private sealed interface Count {
        record Known(long rows, Source source) implements Count {}

        record Unknown(String reason) implements Count {}
    }

    /** Statements and tables that are listed; all are counted. */
    private static final int LISTED = 1_000;
    /** Left for everything else when explaining stops. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final Rows planner;
    private final MySqlCatalog catalog;
    private final int limit;
    private final Supplier<Duration> left;
    private final MySqlScript script;
    private int explained;

    /**
     * @param limit how many statements are explained
     * @param left time that the job has; explaining stops before it ends
     */
    public MySqlSummary(Rows planner, MySqlCatalog catalog, int limit, Supplier<Duration> left) {
        this.planner = planner;
        this.catalog = catalog;
        this.limit = limit;
        this.left = left;
        this.script = new MySqlScript(Optional.of(catalog), Running.STATEMENT_BY_STATEMENT);
    }

    /** The report. Once. */
    public SummaryReport report(MySqlSheet.Valid sheet) {
        var report = SummaryReport.newBuilder();
        var types = new TreeSet<String>();
        var tables = new LinkedHashMap<TableName, ChangedTable>();
        long total = 0;
        boolean known = true;
        for (MySqlStatement statement : sheet.statements()) {
            types.add(statement.type());
            Mentions.changed(statement.action())
                    .forEach(name -> tables.computeIfAbsent(script.whole(name), whole -> changed(name, whole)));
            var count = count(statement);
            if (count.isPresent()) {
                var rows = AffectedRows.newBuilder().setLine(sheet.source().position(statement.range().from()).line())
                        .setStatementType(statement.type());
                switch (count.get()) {
                    case Count.Known(long number, Source source) -> {
                        rows.setRows(number).setSource(source);
                        total += number;
                    }
                    case Count.Unknown(String reason) -> {
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

    /** MySQL calls its schemas databases: that of the table stands in both places. */
    private ChangedTable changed(TableName written, TableName whole) {
        var changed = ChangedTable.newBuilder().setDatabase(whole.in(catalog.schema()).schema())
                .setTable(whole.name());
        script.known(written).map(MySqlTable::rows).orElse(OptionalLong.empty())
                .ifPresent(changed::setEstimatedRows);
        return changed.build();
    }

    /** Empty when the statement has no rows to count. */
    private Optional<Count> count(MySqlStatement statement) {
        return switch (statement.action()) {
            case Action.Modify change -> Optional.of(modified(statement, change));
            case Action.Truncate(var table, var _) -> Optional.of(all(List.of(table)));
            case Action.DropTables drop -> drop.temporary() ? Optional.empty() : Optional.of(all(drop.tables()));
            case Action.DropSchema(String name) ->
                Optional.of(new Count.Unknown("the rows of the tables of " + name + " are not counted"));
            case Action.Dynamic(String how) ->
                Optional.of(new Count.Unknown(how + " runs SQL that was not looked into"));
            case Action.CreateTable create -> create.select()
                    ? Optional.of(new Count.Unknown("the query that fills " + create.table() + " is not planned"))
                    : Optional.empty();
            case Action.Other _ -> statement.type().equals("CALL")
                    ? Optional.of(new Count.Unknown("CALL runs code that was not looked into"))
                    : Optional.empty();
            case Action.AlterTable _,Action.RenameTables _,Action.SetVariables _,Action.Transaction _,Action.Use _,Action.Lock _,Action.Definition _ ->
                Optional.empty();
        };
    }

    private Count modified(MySqlStatement statement, Action.Modify change) {
        if (change.rows() > 0) {
            return new Count.Known(change.rows(), Source.LITERAL);
        }
        if (change.verb().equals("LOAD")) {
            return new Count.Unknown("LOAD DATA reads rows that are not in the sheet");
        }
        var made = Mentions.tables(change).stream().filter(script::created).findFirst();
        if (made.isPresent()) {
            return new Count.Unknown(
                    made.get() + " is created earlier in the sheet, so the target cannot plan the statement");
        }
        if (explained >= limit) {
            return new Count.Unknown("the sheet has more than " + limit + " statements to explain");
        }
        if (left.get().compareTo(RESERVE) < 0) {
            return new Count.Unknown("the time of the check was used up before");
        }
        explained++;
        try {
            var rows = planner.of(statement);
            return rows.isPresent()
                    ? new Count.Known(rows.getAsLong(), Source.EXPLAIN)
                    : change.whole()
                            ? all(change.targets())
                            : new Count.Unknown("the target's plan says no number of rows");
        } catch (NotPlanned e) {
            return new Count.Unknown("the target could not plan it: " + e.getMessage());
        }
    }

    private Count all(List<TableName> tables) {
        long rows = 0;
        for (var table : tables) {
            if (script.created(table)) {
                return new Count.Unknown(table + " is created earlier in the sheet");
            }
            var known = script.known(table);
            if (known.isEmpty()) {
                return new Count.Unknown("the target has no table " + table);
            }
            if (known.get().rows().isEmpty()) {
                return new Count.Unknown("the target does not count the rows of " + table);
            }
            rows += known.get().rows().getAsLong();
        }
        return new Count.Known(rows, Source.RELTUPLES);
    }
}
