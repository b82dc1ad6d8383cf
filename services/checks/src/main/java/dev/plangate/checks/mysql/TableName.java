package dev.plangate.checks.mysql;

import java.util.Locale;
import java.util.Set;

/**
 * A table as SQL names it.
 *
 * @param schema empty when the default database has it
 * @param name as it is written, without quotes
 */
public record TableName(String schema, String name) {
    private static final int LONGEST = 64;
    private static final Set<String> RESERVED = Set.of(
            ("add all alter analyze and as asc before between both by call cascade case change check collate column condition constraint continue convert create cross "
                    + "cursor database databases default delayed delete desc describe distinct div drop dual each else elseif enclosed escaped exists exit explain false "
                    + "fetch for force foreign from fulltext function grant group groups having high_priority if ignore in index infile inner inout insert interval into is "
                    + "iterate join key keys kill leading leave left like limit linear lines load localtime lock loop low_priority match mod natural not null on optimize "
                    + "option or order out outer outfile over partition precision primary procedure purge range rank read reads recursive references regexp release rename "
                    + "repeat replace require restrict return revoke right rlike row row_number rows schema schemas select separator set show signal sql ssl starting "
                    + "straight_join system table terminated then to trailing trigger true undo union unique unlock unsigned update usage use using values varying when "
                    + "where while window with write xor zerofill").split(" "));

    /** In a schema, where it names none. */
    public TableName in(String database) {
        return schema.isEmpty() ? new TableName(database, name) : this;
    }

    /** Something that belongs to it, in the same schema. */
    public TableName derived(String suffix) {
        String whole = name + "_" + suffix;
        return new TableName(schema, whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST));
    }

    /** The name as it must be written: in backticks where it is not a plain word. */
    public static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name.toLowerCase(Locale.ROOT))
                ? name
                : "`" + name.replace("`", "``") + "`";
    }

    /** As SQL, quoted where it must be. */
    @Override
    public String toString() {
        return schema.isEmpty() ? quoted(name) : quoted(schema) + "." + quoted(name);
    }
}
