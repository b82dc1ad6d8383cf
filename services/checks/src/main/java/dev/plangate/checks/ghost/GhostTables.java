package dev.plangate.checks.ghost;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The tables that gh-ost makes in the database of the table that it changes.
 *
 * @param base what their names are made of: the table's, or what --force-table-names says
 */
public record GhostTables(String base) {
    private static final int LONGEST = 64;
    private static final String OWN = "plangate_";

    /** Those that gh-ost makes of its own accord. */
    public static GhostTables of(String table) {
        return new GhostTables(table);
    }

    /** Those of one dry run, that nobody else has. */
    public static GhostTables ofADryRun(byte[] random) {
        return new GhostTables(OWN + HexFormat.of().formatHex(random));
    }

    /** Whether a dry run of ours made a table. */
    static boolean isOfADryRun(String name) {
        return name.matches("_" + OWN + "[0-9a-f]{12}_(gho|ghc|del|ghk)");
    }

    /** The table that takes the change. */
    public String ghost() {
        return name("gho");
    }

    /** The table that gh-ost writes to itself by. */
    public String changelog() {
        return name("ghc");
    }

    /** Whether gh-ost takes the place of a table of this name by itself, rather than stop. */
    boolean isReplaced(String name) {
        return name.equals(changelog()) || name.equals(name("ghk"));
    }

    /** All of them. */
    public List<String> names() {
        return List.of(ghost(), changelog(), name("del"), name("ghk"));
    }

    /** gh-ost cuts at bytes; a name that it would cut within a character is not one that a server has. */
    private String name(String suffix) {
        int room = LONGEST - suffix.length() - 2;
        byte[] utf8 = base.getBytes(StandardCharsets.UTF_8);
        return "_" + (utf8.length <= room ? base : new String(utf8, 0, room, StandardCharsets.UTF_8)) + "_" + suffix;
    }
}
