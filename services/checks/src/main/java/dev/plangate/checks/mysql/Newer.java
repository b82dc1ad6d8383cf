package dev.plangate.checks.mysql;

import java.util.Set;

/**
 * SQL of MariaDB that none of the grammars knows. What they refuse of a statement that has some of it says nothing: a valid statement that is called wrong is
 * worse than a wrong one that the server refuses.
 */
final class Newer {
    private static final Set<String> WORDS = Set.of("RETURNING", "VERSIONING", "PERIOD", "VECTOR", "INET4", "INET6",
            "UUID", "IMMEDIATE", "ATOMIC", "IGNORED", "SEQUENCE", "PACKAGE", "MINUS", "PORTION", "OVERLAPS",
            "SYSTEM_TIME", "NEXTVAL", "LASTVAL");

    private Newer() {}

    static boolean has(Cursor statement) {
        for (int i = 0; i < statement.size(); i++) {
            if (WORDS.contains(statement.word(i))) {
                return true;
            }
        }
        return false;
    }
}
