package dev.plangate.checks.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names in SQL text. */
public final class Identifiers {
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint "
                    + "create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable "
                    + "desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is "
                    + "isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps "
                    + "placing primary references returning right select session_user similar some symmetric system_user table tablesample then to trailing "
                    + "true union unique user using variadic verbose when where window with").split(" "));

    private Identifiers() {}

    /** The name as it must be written: in quotes where it is not a plain lower-case word. */
    public static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Names between commas. */
    public static String list(List<String> names) {
        return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    }

    /** A name for something that belongs to a table: its parts between underscores, not longer than the server allows. */
    public static String derived(String... parts) {
        String name = String.join("_", parts);
        return name.length() <= 63 ? name : name.substring(0, 63);
    }
}
