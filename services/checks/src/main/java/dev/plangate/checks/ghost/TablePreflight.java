package dev.plangate.checks.ghost;

import dev.plangate.checks.ghost.Condition.Topic;
import dev.plangate.checks.ghost.Condition.Verdict;
import dev.plangate.checks.ghost.Condition.Verdict.Broken;
import dev.plangate.checks.ghost.Condition.Verdict.Doubtful;
import dev.plangate.checks.ghost.Condition.Verdict.Met;
import java.util.List;
import java.util.Locale;

/** What gh-ost needs of a table, held against what the server says. */
final class TablePreflight {
    private final TableFacts facts;
    private final AlterTable alter;

    TablePreflight(TableFacts facts, AlterTable alter) {
        this.facts = facts;
        this.alter = alter;
    }

    /** Of something that is no table that alone is said. */
    List<Condition> conditions() {
        var table = new Condition(Topic.TABLE, table());
        return table.verdict() instanceof Broken
                ? List.of(table)
                : List.of(table, new Condition(Topic.SHARED_KEY, sharedKey()),
                        new Condition(Topic.FOREIGN_KEYS, foreignKeys()), new Condition(Topic.TRIGGERS, triggers()),
                        new Condition(Topic.LEFTOVERS, leftovers()), new Condition(Topic.SIZE, size()));
    }

    private Verdict table() {
        if (facts.type().isEmpty()) {
            return new Broken("There is no table " + alter.table() + " that the user may see.",
                    "Correct its name, or grant the user SELECT on it.");
        }
        String type = facts.type().get();
        if (!type.equals("BASE TABLE")) {
            return new Broken(alter.table() + " is a " + type.toLowerCase(Locale.ROOT) + ", and gh-ost changes tables.",
                    "Change the table behind it, or switch gh-ost off.");
        }
        return facts.engine().equalsIgnoreCase("InnoDB")
                ? new Met(alter.table() + " is a table of InnoDB.")
                : new Broken(alter.table() + " is of the engine " + facts.engine()
                        + ", and gh-ost copies rows in transactions.",
                        "Switch gh-ost off, or convert it to InnoDB before.");
    }

    private Verdict sharedKey() {
        var key = SharedKey.of(facts.keys(), alter.clauses());
        if (key.isPresent()) {
            return new Met("The key " + key.get().name() + " is there before and after the change.");
        }
        return facts.keys().stream().anyMatch(SharedKey::usable)
                ? new Broken("The change takes the last key away that gh-ost could walk through the table by.",
                        "Keep the primary key or one unique key of columns that are NOT NULL: change keys in a plan of their own.")
                : new Broken(
                        "The table has no primary key and no unique key of columns that are NOT NULL (FLOAT and JSON do not count).",
                        "Add one without gh-ost before.");
    }

    private Verdict foreignKeys() {
        return facts.foreignKeys().isEmpty()
                ? new Met("It has no foreign keys, and none leads to it.")
                : new Broken("gh-ost does not support tables with foreign keys, of them or to them: "
                        + String.join(", ", facts.foreignKeys()) + ".",
                        "Switch gh-ost off for this change, or drop them before.");
    }

    private Verdict triggers() {
        return facts.triggers().isEmpty()
                ? new Met("It has no triggers.")
                : new Broken(
                        "gh-ost does not support tables with triggers: " + String.join(", ", facts.triggers()) + ".",
                        "Switch gh-ost off for this change, or drop them before.");
    }

    private Verdict leftovers() {
        var blocking = facts.others().stream()
                .filter(name -> !GhostTables.isOfADryRun(name) && !GhostTables.of(alter.table()).isReplaced(name))
                .toList();
        if (!blocking.isEmpty()) {
            return new Broken("There are tables in gh-ost's way: " + String.join(", ", blocking) + ".",
                    "See whether gh-ost is at work on this table just now, or another table has its name in other case; if not, drop them.");
        }
        return facts.others().isEmpty()
                ? new Met("No tables of gh-ost are left over.")
                : new Doubtful("Tables of gh-ost or of a dry run are there: " + String.join(", ", facts.others()) + ".",
                        "If no gh-ost and no check is at work just now, drop them.");
    }

    private Verdict size() {
        if (facts.rows().isEmpty() || facts.bytes().isEmpty()) {
            return new Doubtful("How large the table is is not known.",
                    "gh-ost needs as much free space again as the table takes: look before.");
        }
        return new Met(String.format(Locale.ROOT,
                "It has about %,d rows in %,d MB: gh-ost needs as much free space again, and the binary log as much more.",
                facts.rows().getAsLong(), (facts.bytes().getAsLong() + (1 << 20) - 1) >> 20));
    }
}
