package dev.plangate.checks.mysql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a script names, and so what is read of a target's catalog.
 *
 * @param tables with their schema where the script says it
 * @param schemas that it drops
 */
public record Mentions(Set<TableName> tables, Set<String> schemas) {
    public Mentions {
        tables = Set.copyOf(tables);
        schemas = Set.copyOf(schemas);
    }

    /** Those of a sheet; tables that stand behind a USE with its schema. */
    public static Mentions of(MySqlSheet.Valid sheet) {
        var tables = new LinkedHashSet<TableName>();
        var schemas = new LinkedHashSet<String>();
        String schema = "";
        for (MySqlStatement statement : sheet.statements()) {
            if (statement.action() instanceof Action.Use(String name)) {
                schema = name;
            }
            if (statement.action() instanceof Action.DropSchema(String name)) {
                schemas.add(name);
            }
            for (TableName table : tables(statement.action())) {
                tables.add(table.in(schema));
            }
        }
        return new Mentions(tables, schemas);
    }

    /** The tables that a statement changes, and those that it copies from. */
    public static List<TableName> tables(Action action) {
        return switch (action) {
            case Action.AlterTable alter -> List.of(alter.table());
            case Action.CreateTable create -> List.of(create.table());
            case Action.DropTables drop -> drop.tables();
            case Action.Truncate truncate -> List.of(truncate.table());
            case Action.RenameTables rename ->
                rename.renamings().stream().map(Action.RenameTables.Renaming::from).toList();
            case Action.Modify change -> Stream
                    .concat(change.targets().stream(), change.copied().stream()).toList();
            case Action.DropSchema _,Action.SetVariables _,Action.Transaction _,Action.Use _,Action.Lock _,Action.Dynamic _,Action.Definition _,Action.Other _ ->
                List.of();
        };
    }

    /** The tables that a statement changes: their rows or their shape. */
    public static List<TableName> changed(Action action) {
        return action instanceof Action.Modify change ? change.targets() : tables(action);
    }
}
