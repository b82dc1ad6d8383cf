package dev.plangate.checks.ghost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a user may do what gh-ost does, by the same reading of SHOW GRANTS as gh-ost's. */
final class Grants {
    /** On the database or on everything, in one grant. */
    static final List<String> ON_DATABASE = List.of("ALTER", "CREATE", "DELETE", "DROP", "INDEX", "INSERT",
            "LOCK TABLES", "SELECT", "TRIGGER", "UPDATE");

    private static final Pattern GRANT = Pattern.compile("GRANT (.*?) ON (.*?) TO .*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private record Grant(Set<String> privileges, String on) {
        boolean all() {
            return privileges.contains("ALL PRIVILEGES");
        }
    }

    private Grants() {}

    /** What is missing, as it follows GRANT; empty = nothing. */
    static List<String> missing(List<String> shown, String database) {
        var grants = shown.stream().map(GRANT::matcher).filter(Matcher::matches).map(Grants::grant).toList();
        var everywhere = grants.stream().filter(grant -> grant.on().equals("*.*")).toList();
        if (everywhere.stream().anyMatch(Grant::all)) {
            return List.of();
        }
        var missing = new ArrayList<String>();
        var here = List.of("*.*", quoted(database), quoted(database.replace("_", "\\_")));
        if (grants.stream().filter(grant -> here.contains(grant.on()))
                .noneMatch(grant -> grant.all() || grant.privileges().containsAll(ON_DATABASE))) {
            missing.add(String.join(", ", ON_DATABASE) + " ON " + quoted(database));
        }
        // A privilege of MariaDB from 10.5 on, which has BINLOG MONITOR in place of REPLICATION CLIENT.
        if (!has(everywhere, "SUPER", "REPLICATION CLIENT", "BINLOG MONITOR")) {
            missing.add("REPLICATION CLIENT ON *.*");
        }
        if (!has(everywhere, "REPLICATION SLAVE")) {
            missing.add("REPLICATION SLAVE ON *.*");
        }
        return missing;
    }

    private static boolean has(List<Grant> everywhere, String... any) {
        return everywhere.stream().anyMatch(grant -> Arrays.stream(any).anyMatch(grant.privileges()::contains));
    }

    private static Grant grant(Matcher matched) {
        return new Grant(Arrays.stream(matched.group(1).toUpperCase(Locale.ROOT).split(",")).map(String::trim)
                .collect(Collectors.toSet()), matched.group(2));
    }

    private static String quoted(String database) {
        return "`" + database.replace("`", "``") + "`.*";
    }
}
