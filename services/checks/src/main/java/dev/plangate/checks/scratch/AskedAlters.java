package dev.plangate.checks.scratch;

import dev.plangate.checks.mysql.Action;
import dev.plangate.checks.mysql.Alteration;
import dev.plangate.checks.mysql.MySqlStatement;
import dev.plangate.checks.mysql.ColumnDefinition;
import java.util.Locale;
import java.util.Set;

/**
 * Which ALTER TABLEs a server may be asked of on an empty copy. They must name no other table: run on the copy, such a statement would reach what is not scratch.
 * Pure.
 */
final class AskedAlters {
    private static final Set<String> OPTIONS = Set.of("ENGINE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "COMMENT", "CHARSET",
            "COLLATE", "AUTO_INCREMENT", "STATS_PERSISTENT", "STATS_AUTO_RECALC", "STATS_SAMPLE_PAGES");

    private AskedAlters() {}

    static boolean may(MySqlStatement statement, Action.AlterTable alter) {
        return !statement.conditional() && alter.algorithm().isEmpty() && alter.lock().isEmpty()
                && !alter.alterations().isEmpty() && alter.alterations().stream().allMatch(AskedAlters::may)
                && !statement.text().toUpperCase(Locale.ROOT).contains("DIRECTORY")
                && !statement.text().toUpperCase(Locale.ROOT).contains("REFERENCES");
    }

    private static boolean may(Alteration alteration) {
        return switch (alteration) {
            case Alteration.AddColumn added -> isPlain(added.column());
            case Alteration.ModifyColumn modified -> isPlain(modified.column());
            case Alteration.DropColumn _,Alteration.RenameColumn _,Alteration.SetDefault _,Alteration.AddKey _,Alteration.DropKey _,Alteration.DropPrimaryKey _,Alteration.RenameKey _,Alteration.AddCheck _,Alteration.Convert _,Alteration.Reorder _,Alteration.Force _ ->
                true;
            case Alteration.Option option -> OPTIONS.contains(option.name())
                    && (!option.name().equals("ENGINE") || option.value().equalsIgnoreCase("InnoDB"));
            case Alteration.Partitioning partitioning ->
                partitioning.verb().equals("BY") || partitioning.verb().equals("REMOVE");
            case Alteration.AddForeignKey _,Alteration.DropForeignKey _,Alteration.RenameTo _,Alteration.Other _ ->
                false;
        };
    }

    private static boolean isPlain(ColumnDefinition column) {
        return column.references().isEmpty();
    }
}
