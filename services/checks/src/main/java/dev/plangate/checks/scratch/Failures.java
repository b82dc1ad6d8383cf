package dev.plangate.checks.scratch;

import java.sql.SQLException;
import java.util.Set;

/** What a scratch server said when something failed. */
final class Failures {
    /** active_sql_transaction, invalid_transaction_termination: what the server runs outside of a transaction alone. */
    private static final Set<String> OUTSIDE_ONLY = Set.of("25001", "2D000");
    private static final int SHOWN = 300;

    private Failures() {}

    static boolean wantsNoTransaction(SQLException e) {
        return OUTSIDE_ONLY.contains(String.valueOf(e.getSQLState()));
    }

    static String firstLine(SQLException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                .replaceFirst("^(FATAL|ERROR): ", "");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
